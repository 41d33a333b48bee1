// SPDX-License-Identifier: MIT
#include "app/cli/extension.h"

#include "core/base/detached_process.h"
#include "core/base/process.h"

#include <cerrno>
#include <format>
#include <unistd.h>
#include <vector>

namespace ax::cli {

namespace {

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

std::string findExtension(const std::string& word, const Environment& environment) {
    if (word.empty() || word.contains('/'))
        return {};
    return findProgram("ax-" + word, environment.value("PATH").value_or(""));
}

Error runExtension(const std::string& program, std::span<const std::string> arguments,
                   const Environment& environment) {
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    Environment::Variables variables = environment.variables();
    variables["AX"] = ownProgram();
    std::vector<std::string> assignments;
    for (const auto& [name, value] : variables)
        assignments.push_back(std::format("{}={}", name, value));
    ::execve(program.c_str(), pointersTo(words).data(), pointersTo(assignments).data());
    return errorFromErrno(errno, "start " + program);
}

} // namespace ax::cli

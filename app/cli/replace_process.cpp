// SPDX-License-Identifier: MIT
#include "app/cli/replace_process.h"

#include "core/base/process.h"

#include <cerrno>
#include <format>
#include <unistd.h>

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

Error replaceProcess(std::vector<std::string> words, const Environment& environment) {
    const std::string program = findProgram(words[0], environment.value("PATH").value_or("/usr/bin:/bin"));
    if (program.empty())
        return {ErrorCode::NotFound, "there is no '" + words[0] + "' on PATH"};
    std::vector<std::string> assignments;
    for (const auto& [name, value] : environment.variables())
        assignments.push_back(std::format("{}={}", name, value));
    ::execve(program.c_str(), pointersTo(words).data(), pointersTo(assignments).data());
    return errorFromErrno(errno, "start " + program);
}

} // namespace ax::cli

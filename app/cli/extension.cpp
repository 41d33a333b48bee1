// SPDX-License-Identifier: MIT
#include "app/cli/extension.h"

#include "app/cli/replace_process.h"
#include "core/base/detached_process.h"
#include "core/base/process.h"

#include <vector>

namespace ax::cli {

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
    return replaceProcess(std::move(words), Environment(std::move(variables)));
}

} // namespace ax::cli

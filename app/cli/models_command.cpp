// SPDX-License-Identifier: MIT
#include "app/cli/models_command.h"

#include "core/base/process.h"
#include "core/config/config.h"
#include "core/models/model_catalog.h"
#include "core/models/model_copy.h"
#include "core/models/models_dev.h"

#include <chrono>
#include <format>

namespace ax::cli {

namespace {

constexpr const char* Address = "https://models.dev/api.json";
constexpr std::chrono::seconds Limit{30};
constexpr std::chrono::seconds Grace{2};      // curl ends by itself, and says why
constexpr const char* MostBytes = "15000000"; // the answer had 2 MB in 2026

Error failed(std::string message) {
    return {ErrorCode::Io, std::move(message)};
}

std::string curlProblem(int code, const std::string& address) {
    switch (code) {
    case 6:
        return std::format("cannot find the machine of {}; is there a network?", address);
    case 7:
        return std::format("cannot reach {}", address);
    case 28:
        return std::format("{} did not answer within {} s", address, Limit.count());
    case 63:
        return std::format("{} answered more than {} bytes", address, MostBytes);
    default:
        return std::format("cannot fetch {}: curl ended with {}", address, code);
    }
}

Result<std::string> fetchWithCurl(const std::string& address) {
    const auto output =
        RealProcessRunner().run({"curl", "--silent", "--location", "--proto", "=https,http", "--max-time",
                                 std::to_string(Limit.count()), "--max-filesize", MostBytes, "--write-out",
                                 "\n%{http_code}", "--url", address},
                                Limit + Grace);
    if (!output)
        return std::unexpected(output.error());
    if (output->exitCode != 0)
        return std::unexpected(failed(curlProblem(output->exitCode, address)));
    const std::size_t line = output->standardOutput.rfind('\n');
    const std::string status = output->standardOutput.substr(line + 1);
    if (status != "200")
        return std::unexpected(failed(std::format("{} answered with HTTP status {}", address, status)));
    return output->standardOutput.substr(0, line);
}

Result<std::string> fetchWithWget(const std::string& address) {
    const auto output =
        RealProcessRunner().run({"wget", "--quiet", "--tries=1", std::format("--timeout={}", Limit.count()),
                                 "--output-document=-", "--", address},
                                Limit + Grace);
    if (!output)
        return std::unexpected(output.error());
    if (output->exitCode != 0)
        return std::unexpected(
            failed(std::format("cannot fetch {}: wget ended with {}", address, output->exitCode)));
    return output->standardOutput;
}

Result<std::string> fetch(const CommandContext& context) {
    const std::string address = context.environment.value("AX_MODELS_URL").value_or(Address);
    if (!address.starts_with("https://") && !address.starts_with("http://"))
        return std::unexpected(failed(std::format("AX_MODELS_URL is no web address: {}", address)));
    const std::string path = context.environment.value("PATH").value_or("");
    if (!findProgram("curl", path).empty())
        return fetchWithCurl(address);
    if (!findProgram("wget", path).empty())
        return fetchWithWget(address);
    return std::unexpected(failed("fetching prices needs curl or wget, and neither is on PATH"));
}

Result<std::size_t> update(const CommandContext& context, const FileSystem& files, const Paths& paths) {
    if (context.environment.value("AX_OFFLINE"))
        return std::unexpected(failed("AX_OFFLINE is set: nothing is fetched"));
    if (loadConfig(files, paths).config.offline)
        return std::unexpected(failed("the configuration says offline = true: nothing is fetched"));
    const auto answer = fetch(context);
    if (!answer)
        return std::unexpected(answer.error());
    const auto copy = copyOfModelsDev(*answer);
    if (!copy)
        return std::unexpected(copy.error());
    if (const auto made = files.makeDirectories(paths.stateDirectory); !made)
        return std::unexpected(made.error());
    if (const auto written = files.writeAtomically(modelCopyPath(paths), copy->json); !written)
        return std::unexpected(written.error());
    return copy->models;
}

} // namespace

int runModels(CommandContext& context) {
    const RealFileSystem files;
    const Paths paths = Paths::from(context.environment);
    if (context.arguments.empty()) {
        const ModelCatalog models = ModelCatalog::load(files, paths);
        context.output.write(std::format("{} models: {}\n", models.size(), models.source()));
        return ExitOk;
    }
    if (context.arguments[0] != "update" || context.arguments.size() > 1) {
        context.diagnostics.say("usage: ax models [update]");
        return ExitUsage;
    }
    const auto updated = update(context, files, paths);
    if (!updated) {
        context.diagnostics.say(updated.error().message);
        return ExitFailure;
    }
    context.output.write(std::format("updated {} models from models.dev\n", *updated));
    return ExitOk;
}

} // namespace ax::cli

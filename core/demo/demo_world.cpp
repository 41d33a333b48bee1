// SPDX-License-Identifier: MIT
#include "core/demo/demo_world.h"

#include "core/demo/demo_session.h"
#include "core/demo/sample.h"
#include "core/launch/template.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <utility>

namespace ax {

namespace {

constexpr std::string_view SessionsPrefix = "sessions/";
constexpr std::string_view ProjectsPrefix = "projects/";

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> PrivateFolders{{
    {"HOME", "home"},
    {"XDG_CONFIG_HOME", "home/.config"},
    {"XDG_STATE_HOME", "home/.local/state"},
    {"XDG_DATA_HOME", "home/.local/share"},
    {"XDG_CACHE_HOME", "home/.cache"},
    {"XDG_RUNTIME_DIR", "run"},
}};

/// Variables that would lead this program or an agent out of the private world, or carry a key into it.
bool leadsAway(std::string_view name) {
    constexpr std::array Prefixes{"AX_", "ANTHROPIC_", "CLAUDE", "CODEX_", "OPENAI_", "OPENCODE", "PI_"};
    return std::ranges::any_of(Prefixes,
                               [name](std::string_view prefix) { return name.starts_with(prefix); });
}

Environment privateEnvironment(const Environment& base, const std::string& folder) {
    Environment::Variables variables;
    for (const auto& [name, value] : base.variables()) {
        if (!leadsAway(name))
            variables.emplace(name, value);
    }
    for (const auto& [name, below] : PrivateFolders)
        variables[std::string(name)] = joinPath(folder, below);
    return Environment(std::move(variables));
}

/// A TOML basic string.
std::string quoteForToml(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string configText(const std::string& agentProgram) {
    const std::string agent = quoteForShell(agentProgram);
    const std::string resume = "cd {dir} && " + agent + " --resume {id} --model {model} {args}";
    const std::string launch = agent +
                               " --session-id {newid} --model {model} --append-system-prompt {behavior}"
                               " {args} {task}";
    std::string text = "# The demo: sessions run a scripted agent that executes nothing.\n"
                       "default_harness = \"claude\"\n\n"
                       "[[harness]]\nname = \"claude\"\n"
                       "launch = " +
                       quoteForToml(launch) +
                       "\n"
                       "resume = " +
                       quoteForToml(resume) +
                       "\n"
                       "resume_input = " +
                       quoteForToml(resume + " {task}") +
                       "\n"
                       "launch_headless = \"\"\nresume_input_headless = \"\"\n";
    for (const std::string_view other : {"pi", "codex", "opencode"})
        text += "\n[[harness]]\nname = " + quoteForToml(other) + "\nlaunch = \"\"\nresume = \"\"\n" +
                "resume_input = \"\"\nlaunch_headless = \"\"\nresume_input_headless = \"\"\n";
    return text;
}

/// Writes the world, stopping at the first failure.
class WorldWriter {
public:
    explicit WorldWriter(const FileSystem& files) : m_files(files) {}

    void makeFolder(const std::string& folder) {
        if (m_result)
            m_result = m_files.makeDirectories(folder);
    }

    void write(const std::string& path, std::string_view bytes) {
        makeFolder(std::string(parentFolder(path)));
        // The folder is new and for today: no file of it is worth waiting for the disk.
        if (m_result)
            m_result = m_files.append(path, bytes);
    }

    void write(const DemoFile& file) {
        write(file.path, file.bytes);
        // Only looks: a folder listing shows the same age as the window. Failing is no matter.
        const auto ago = std::chrono::system_clock::now() - file.modified;
        std::error_code ignored;
        std::filesystem::last_write_time(file.path, std::filesystem::file_time_type::clock::now() - ago,
                                         ignored);
    }

    void fail(Error error) { m_result = std::unexpected(std::move(error)); }
    const Result<void>& result() const { return m_result; }

private:
    const FileSystem& m_files;
    Result<void> m_result;
};

void writeProjectFiles(WorldWriter& writer, const std::string& home) {
    for (const EmbeddedSample& sample : embeddedSamples()) {
        if (sample.path.starts_with(ProjectsPrefix))
            writer.write(joinPath(home, sample.path.substr(ProjectsPrefix.size())), sample.text);
    }
}

/// Returns the folders that the sessions ran in and that are still there.
std::set<std::string> writeSessions(WorldWriter& writer, const std::string& home, Timestamp now,
                                    DemoRandom random) {
    std::set<std::string> projects;
    for (const EmbeddedSample& embedded : embeddedSamples()) {
        if (!embedded.path.starts_with(SessionsPrefix))
            continue;
        const auto sample = parseSample(embedded.text);
        if (!sample) {
            writer.fail({sample.error().code, std::string(embedded.path) + ": " + sample.error().message});
            break;
        }
        for (const DemoFile& file : demoSessionFiles(*sample, home, now, random))
            writer.write(file);
        if (!sample->projectGone)
            projects.insert(joinPath(home, sample->project));
    }
    return projects;
}

} // namespace

Result<DemoWorld> createDemoWorld(const FileSystem& files, const Clock& clock, const Environment& base,
                                  const std::string& folder, const std::string& agentProgram,
                                  std::uint64_t seed) {
    // Agents name their folder as the kernel does; through a symbolic link it would have another name.
    std::error_code unresolved;
    const std::filesystem::path real = std::filesystem::canonical(folder, unresolved);
    Environment environment = privateEnvironment(base, unresolved ? folder : real.string());
    Paths paths = Paths::from(environment);

    WorldWriter writer(files);
    for (const auto& [name, below] : PrivateFolders)
        writer.makeFolder(*environment.value(name));
    writer.write(paths.configFile, configText(agentProgram));
    writeProjectFiles(writer, paths.home);
    const std::set<std::string> projects = writeSessions(writer, paths.home, clock.now(), DemoRandom(seed));
    for (const std::string& project : projects)
        writer.makeFolder(project);
    if (!writer.result())
        return std::unexpected(writer.result().error());
    return DemoWorld{std::move(environment), std::move(paths), {projects.begin(), projects.end()}};
}

} // namespace ax

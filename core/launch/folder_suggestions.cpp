// SPDX-License-Identifier: MIT
#include "core/launch/folder_suggestions.h"

#include <algorithm>
#include <chrono>
#include <ranges>
#include <set>

namespace ax {

namespace {

constexpr std::size_t MostSuggestions = 200;
constexpr std::chrono::milliseconds ZoxideLimit(500);

/// Gathers existing folders, each once.
class Gatherer {
public:
    explicit Gatherer(const FileSystem& files) : m_files(files) {}

    void add(const std::string& folder) {
        if (isFull() || !folder.starts_with('/') || !m_seen.insert(folder).second)
            return;
        const auto status = m_files.status(folder);
        if (status && status->kind == FileKind::Directory)
            m_folders.push_back(folder);
    }
    bool isFull() const { return m_folders.size() == MostSuggestions; }
    std::vector<std::string> take() { return std::move(m_folders); }

private:
    const FileSystem& m_files;
    std::set<std::string> m_seen;
    std::vector<std::string> m_folders;
};

} // namespace

std::vector<std::string> suggestFolders(const FileSystem& files, const ProcessRunner& programs,
                                        std::span<const SessionPointer> sessions) {
    std::vector<SessionPointer> byTime(sessions.begin(), sessions.end());
    std::ranges::stable_sort(byTime, std::ranges::greater(),
                             [](const SessionPointer& session) { return session->last; });

    Gatherer gatherer(files);
    for (const SessionPointer& session : byTime)
        gatherer.add(session->directory);
    if (gatherer.isFull())
        return gatherer.take();
    const auto zoxide = programs.run({"zoxide", "query", "-l"}, ZoxideLimit);
    if (zoxide && zoxide->exitCode == 0)
        for (const auto line : std::views::split(zoxide->standardOutput, '\n'))
            gatherer.add(std::string(std::string_view(line)));
    return gatherer.take();
}

} // namespace ax

// SPDX-License-Identifier: MIT
#include "core/mux/window_locator.h"

#include "core/base/paths.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <string_view>
#include <unordered_map>

namespace ax {

namespace {

using namespace std::chrono_literals;

/// How much earlier than its program a session may say it was created: clocks in files are coarse.
constexpr auto Slack = 10s;

/// Variables whose value is the id of another session, or of a run.
constexpr std::array<std::string_view, 3> OtherIds = {"AX_PARENT=", "AX_RUN=", "AX_GROUP="};

bool isIdCharacter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
}

/// The words of a command that can be ids, in their order.
std::vector<std::string_view> idsIn(std::string_view command) {
    std::vector<std::string_view> ids;
    for (std::size_t at = 0; at < command.size();) {
        if (!isIdCharacter(command[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < command.size() && isIdCharacter(command[end]))
            ++end;
        const std::string_view before =
            command.substr(0, command.find_last_not_of("\\'\"", at == 0 ? 0 : at - 1) + 1);
        const auto isBefore = [&](std::string_view name) { return at > 0 && before.ends_with(name); };
        if (std::ranges::none_of(OtherIds, isBefore))
            ids.push_back(command.substr(at, end - at));
        at = end;
    }
    return ids;
}

class Locator {
public:
    explicit Locator(std::span<const MuxSession> sessions) {
        for (const MuxSession& session : sessions) {
            m_byId.insert_or_assign(session.id, &session); // the true id beats a launch id of the same text
            for (const std::string& id : session.otherIds)
                m_byId.emplace(id, &session);
            for (const std::string& program : session.programs)
                m_byProgram[program].push_back(&session);
        }
    }

    std::map<std::string, LocatedWindow> locate(std::span<const MuxWindow> windows) {
        for (const MuxWindow& window : windows)
            lookByName(window);
        std::vector<const MuxWindow*> unknown;
        for (const MuxWindow& window : windows) {
            if (window.tag.empty() && !m_known.contains(window.pane) &&
                window.front == MuxWindow::Front::Program && window.state != MuxWindow::State::Dead)
                unknown.push_back(&window);
        }
        adopt(unknown);
        return std::move(m_located);
    }

private:
    using By = LocatedWindow::By;

    void lookByName(const MuxWindow& window) {
        const MuxSession* opened = sessionIn(idsIn(window.startCommand));
        const MuxSession* tagged = find(window.tag);
        const bool hasShell = window.front == MuxWindow::Front::Shell;
        if (tagged != nullptr && (!hasShell || opened == tagged))
            found(*tagged, window, By::Tag);
        else if (opened != nullptr && !hasShell)
            found(*opened, window, By::Command);
        else if (const MuxSession* resumed = resumedIn(window); resumed != nullptr && !hasShell)
            found(*resumed, window, By::Front);
    }

    /// `claude --resume ID`, typed into a shell. Others name ids without being the session: `less ID.jsonl`.
    const MuxSession* resumedIn(const MuxWindow& window) const {
        for (const std::string& word : window.frontCommand) {
            const MuxSession* session = find(word);
            if (session != nullptr && runs(window, *session))
                return session;
        }
        return nullptr;
    }

    static bool runs(const MuxWindow& window, const MuxSession& session) {
        return std::ranges::any_of(session.programs,
                                   [&](const std::string& program) { return isInFront(window, program); });
    }

    /// By its own name, or as what an interpreter runs: `node /usr/bin/pi`.
    static bool isInFront(const MuxWindow& window, std::string_view program) {
        const auto& words = window.frontCommand;
        return fileName(window.program) == program || (!words.empty() && fileName(words[0]) == program) ||
               (words.size() > 1 && fileName(words[1]) == program);
    }

    void adopt(const std::vector<const MuxWindow*>& windows) {
        std::map<const MuxSession*, std::vector<const MuxWindow*>> claims;
        for (const MuxWindow* window : windows) {
            if (const MuxSession* session = begunIn(*window))
                claims[session].push_back(window);
        }
        for (const auto& [session, claimants] : claims) {
            if (claimants.size() == 1)
                found(*session, *claimants[0], By::Adopted);
        }
    }

    /// The one session that the agent in this window can have begun.
    const MuxSession* begunIn(const MuxWindow& window) {
        const MuxSession* only = nullptr;
        if (!window.frontStart || window.directory.empty())
            return nullptr;
        for (const auto& [program, sessions] : m_byProgram) {
            if (!isInFront(window, program))
                continue;
            for (const MuxSession* session : sessions) {
                const bool isLater = session->created && *session->created > *window.frontStart - Slack;
                if (!isLater || session == only || resolved(session->directory) != resolved(window.directory))
                    continue;
                if (only != nullptr)
                    return nullptr;
                only = session;
            }
        }
        return only == nullptr || m_located.contains(only->id) ? nullptr : only;
    }

    const std::string& resolved(const std::string& folder) {
        const auto [entry, isNew] = m_resolved.try_emplace(folder);
        if (isNew) {
            std::error_code error;
            const auto path = std::filesystem::canonical(folder, error);
            entry->second = error ? folder : path.string();
        }
        return entry->second;
    }

    const MuxSession* find(std::string_view id) const {
        const auto entry = id.empty() ? m_byId.end() : m_byId.find(std::string(id));
        return entry == m_byId.end() ? nullptr : entry->second;
    }

    const MuxSession* sessionIn(const std::vector<std::string_view>& ids) const {
        for (const std::string_view id : ids) {
            if (const MuxSession* session = find(id))
                return session;
        }
        return nullptr;
    }

    void found(const MuxSession& session, const MuxWindow& window, By by) {
        m_known.insert({window.pane, &session});
        const auto [entry, isNew] = m_located.try_emplace(session.id, LocatedWindow{window, by});
        const bool isBetter =
            by < entry->second.by ||
            (by == entry->second.by && entry->second.window.state == MuxWindow::State::Dead &&
             window.state != MuxWindow::State::Dead);
        if (!isNew && isBetter)
            entry->second = {window, by};
    }

    std::unordered_map<std::string, const MuxSession*> m_byId;
    std::map<std::string, std::vector<const MuxSession*>, std::less<>> m_byProgram;
    std::map<std::string, const MuxSession*> m_known; ///< by pane
    std::map<std::string, std::string> m_resolved;    ///< folders without links
    std::map<std::string, LocatedWindow> m_located;
};

} // namespace

std::map<std::string, LocatedWindow> locateAll(std::span<const MuxWindow> windows,
                                               std::span<const MuxSession> sessions) {
    return Locator(sessions).locate(windows);
}

} // namespace ax

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace ax {
struct Session;
}

namespace ax::widgets {

/// What of the sessions the table shows.
struct SessionFilter {
    /// NeedsYou: sessions that wait for a person, be it for an answer or for a sign-in.
    enum class Scope { All, Live, NeedsYou, Review } scope = Scope::All;
    QString text;   ///< words, each must match somewhere: title, folder, harness, model, status, id;
                    ///< case-insensitive
    QString folder; ///< exact directory; empty: any
    friend bool operator==(const SessionFilter&, const SessionFilter&) = default;
};

/// Whether a session belongs to a scope: the one rule for rows and for counts.
bool isInScope(const Session& session, SessionFilter::Scope scope);

/// Text in the form in which it is searched and sorted: one case, one composition, UTF-8. Line ends become
/// spaces.
std::string foldedText(std::string_view utf8);
void appendFolded(std::string& folded, std::string_view utf8);

/// A filter made ready to be asked 100,000 times. Value, any thread.
class FilterMatcher {
public:
    explicit FilterMatcher(const SessionFilter& filter);

    /// `searchText` is foldedText() of all searched fields, joined by line feeds.
    bool matches(const Session& session, std::string_view searchText) const;
    /// True when every session that matches this one also matched `wider`: only those need a second look.
    bool narrows(const FilterMatcher& wider) const;

private:
    bool isInFolder(const Session& session) const;

    SessionFilter::Scope m_scope;
    QString m_folder;
    std::string m_folderBytes;
    std::vector<std::string> m_words;
};

} // namespace ax::widgets

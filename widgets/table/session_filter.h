// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/search_query.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace ax::widgets {

struct RowEntry;

/// What of the sessions the table shows.
struct SessionFilter {
    /// NeedsYou: sessions that wait for a person, be it for an answer or for a sign-in.
    enum class Scope { All, Live, NeedsYou, Review } scope = Scope::All;
    /// Words, each must match somewhere: title, folder, harness, model, status, id; case-insensitive. Fields
    /// (`model:opus`, search_query.h) must hold. The last word, while it is no field yet, does not count.
    QString text;
    QString folder; ///< exact directory; empty: any
    friend bool operator==(const SessionFilter&, const SessionFilter&) = default;
};

/// Whether a session belongs to a scope: the one rule for rows and for counts.
bool isInScope(const Session& session, SessionFilter::Scope scope);

/// Text in the form in which it is searched and sorted: one case, one composition, UTF-8. Line ends become
/// spaces.
std::string foldedText(std::string_view utf8);
void appendFolded(std::string& folded, std::string_view utf8);

/// A filter made ready to be asked 100,000 times. Value, one thread.
class FilterMatcher {
public:
    /// `context` tells what days and times in the text mean.
    FilterMatcher(const SessionFilter& filter, const SearchQuery::Context& context);

    bool matches(const RowEntry& entry) const;
    /// True when every session that matches this one also matched `wider`: only those need a second look.
    bool narrows(const FilterMatcher& wider) const;

private:
    void takeText(const QString& text, const SearchQuery::Context& context);
    bool isInFolder(const Session& session) const;

    SessionFilter::Scope m_scope;
    QString m_folder;
    std::string m_folderBytes;
    std::vector<std::string> m_words; ///< longest first: it decides most
    std::vector<FieldFilter> m_fields;
};

} // namespace ax::widgets

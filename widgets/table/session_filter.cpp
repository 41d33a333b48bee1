// SPDX-License-Identifier: MIT
#include "widgets/table/session_filter.h"

#include "core/index/session.h"
#include "widgets/table/row_entry.h"

#include <QList>
#include <QStringList>

#include <algorithm>
#include <functional>

namespace ax::widgets {

namespace {

bool isAscii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char foldedByte(char c) {
    if (c >= 'A' && c <= 'Z') {
        return static_cast<char>(c + ('a' - 'A'));
    }
    return c == '\n' || c == '\r' || c == '\t' || c == '\0' ? ' ' : c;
}

/// field.matches(), without asking the session where its folded texts tell.
bool holds(const FieldFilter& field, const RowEntry& entry) {
    switch (field.field) {
    case FieldFilter::Field::Harness:
        return entry.textKey(SessionColumn::Harness).starts_with(field.text) != field.negated;
    case FieldFilter::Field::Model:
    case FieldFilter::Field::Directory:
        return entry.searchText().contains(field.text) ? field.matches(*entry.session) : field.negated;
    default:
        return field.matches(*entry.session);
    }
}

/// Whether what matches `field` matched `wider`. Not knowing costs a second look, no result.
bool isWithin(const FieldFilter& field, const FieldFilter& wider) {
    if (field.field != wider.field || field.negated != wider.negated) {
        return false;
    }
    switch (field.field) {
    case FieldFilter::Field::Harness:
    case FieldFilter::Field::Status:
    case FieldFilter::Field::Run:
        return field.negated ? field.text == wider.text : field.text.starts_with(wider.text);
    case FieldFilter::Field::Model:
    case FieldFilter::Field::Directory:
        return field.negated ? field.text == wider.text : field.text.contains(wider.text);
    default:
        return false;
    }
}

} // namespace

bool isInScope(const Session& session, SessionFilter::Scope scope) {
    const Status status = session.status.status;
    switch (scope) {
    case SessionFilter::Scope::Live:
        return session.isLive();
    case SessionFilter::Scope::NeedsYou:
        return status == Status::NeedsYou || status == Status::NeedsAuth;
    case SessionFilter::Scope::Review:
        return status == Status::Review;
    case SessionFilter::Scope::All:
        break;
    }
    return true;
}

void appendFolded(std::string& folded, std::string_view utf8) {
    const auto start = static_cast<std::ptrdiff_t>(folded.size());
    if (isAscii(utf8)) {
        folded += utf8;
    } else {
        folded += QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()))
                      .normalized(QString::NormalizationForm_KC)
                      .toCaseFolded()
                      .toStdString();
    }
    std::transform(folded.begin() + start, folded.end(), folded.begin() + start, foldedByte);
}

std::string foldedText(std::string_view utf8) {
    std::string folded;
    appendFolded(folded, utf8);
    return folded;
}

FilterMatcher::FilterMatcher(const SessionFilter& filter, const SearchQuery::Context& context)
    : m_scope(filter.scope), m_folder(filter.folder), m_folderBytes(filter.folder.toStdString()) {
    takeText(filter.text.simplified(), context);
    std::ranges::sort(m_words, std::greater(), &std::string::size);
}

void FilterMatcher::takeText(const QString& text, const SearchQuery::Context& context) {
    QString words = text;
    auto query = SearchQuery::parse(text.toStdString(), context);
    if (!query) {
        words = text.left(std::max<qsizetype>(text.lastIndexOf(u' '), 0));
        query = SearchQuery::parse(words.toStdString(), context);
    }
    if (!query) {
        words = text; // whatever that is, it is to be found as it stands
    } else if (query->marks().syntax == TextSyntax::Plain) {
        words = QString::fromStdString(query->marks().text);
        m_fields = query->filters();
        for (FieldFilter& field : m_fields) {
            field.text = foldedText(field.text);
        }
    }
    for (const QString& word : words.split(u' ', Qt::SkipEmptyParts)) {
        m_words.push_back(foldedText(word.toStdString()));
    }
}

bool FilterMatcher::isInFolder(const Session& session) const {
    if (m_folderBytes.empty() || session.directory == m_folderBytes) {
        return true;
    }
    // A path that is not UTF-8 does not survive the way through a QString; it is known by its repaired form.
    return !isAscii(session.directory) && QString::fromStdString(session.directory) == m_folder;
}

/// What looks into the session itself comes last, and not where there is nothing to ask: it lies elsewhere in
/// memory, and getting it from there is what this costs.
bool FilterMatcher::matches(const RowEntry& entry) const {
    const auto hasWord = [text = m_words.empty() ? std::string_view() : entry.searchText()](
                             const std::string& word) { return text.contains(word); };
    return std::ranges::all_of(m_words, hasWord) &&
           (m_scope == SessionFilter::Scope::All || isInScope(*entry.session, m_scope)) &&
           (m_folderBytes.empty() || isInFolder(*entry.session)) &&
           std::ranges::all_of(m_fields, [&](const FieldFilter& field) { return holds(field, entry); });
}

bool FilterMatcher::narrows(const FilterMatcher& wider) const {
    const bool samePlace = m_folder == wider.m_folder &&
                           (m_scope == wider.m_scope || wider.m_scope == SessionFilter::Scope::All);
    const auto keepsWord = [this](const std::string& old) {
        return std::ranges::any_of(m_words, [&old](const std::string& word) { return word.contains(old); });
    };
    const auto keepsField = [this](const FieldFilter& old) {
        return std::ranges::any_of(m_fields,
                                   [&old](const FieldFilter& field) { return isWithin(field, old); });
    };
    return samePlace && std::ranges::all_of(wider.m_words, keepsWord) &&
           std::ranges::all_of(wider.m_fields, keepsField);
}

} // namespace ax::widgets

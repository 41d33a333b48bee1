// SPDX-License-Identifier: MIT
#include "widgets/table/session_filter.h"

#include "core/index/session.h"

#include <QList>
#include <QStringList>

#include <algorithm>

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

FilterMatcher::FilterMatcher(const SessionFilter& filter)
    : m_scope(filter.scope), m_folder(filter.folder), m_folderBytes(filter.folder.toStdString()) {
    for (const QString& word : filter.text.simplified().split(u' ', Qt::SkipEmptyParts)) {
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

bool FilterMatcher::matches(const Session& session, std::string_view searchText) const {
    return isInScope(session, m_scope) && isInFolder(session) &&
           std::ranges::all_of(m_words, [searchText](const std::string& word) {
               return searchText.find(word) != std::string_view::npos;
           });
}

bool FilterMatcher::narrows(const FilterMatcher& wider) const {
    const bool samePlace = m_folder == wider.m_folder &&
                           (m_scope == wider.m_scope || wider.m_scope == SessionFilter::Scope::All);
    return samePlace && std::ranges::all_of(wider.m_words, [this](const std::string& old) {
               return std::ranges::any_of(m_words,
                                          [&old](const std::string& word) { return word.contains(old); });
           });
}

} // namespace ax::widgets

// SPDX-License-Identifier: MIT
#include "widgets/search/search_results_model.h"

#include "core/base/clock.h"
#include "widgets/session/session_text.h"
#include "widgets/transcript/display_text.h"

#include <algorithm>

namespace ax::widgets {

SearchResultsModel::SearchResultsModel(QString home, QObject* parent)
    : QAbstractListModel(parent), m_text(std::move(home)),
      m_results(std::make_shared<const SearchResults>()) {
}

void SearchResultsModel::setResults(std::shared_ptr<const SearchResults> results) {
    beginResetModel();
    m_results = std::move(results);
    endResetModel();
}

int SearchResultsModel::rowOf(const QString& sessionKey) const {
    const std::string key = sessionKey.toStdString();
    const auto found = std::ranges::find_if(
        m_results->results, [&](const SearchResult& result) { return result.session->key() == key; });
    return found == m_results->results.end() ? -1 : static_cast<int>(found - m_results->results.begin());
}

int SearchResultsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_results->results.size());
}

QString SearchResultsModel::facts(const SearchResult& result) const {
    const Session& session = *result.session;
    const Timestamp now = SystemClock().now();
    const QStringList facts{displayLine(session.harness), m_text.display(session, SessionColumn::Folder, now),
                            ageText(session.last, now)};
    return facts.join(QStringLiteral(" · "));
}

QString SearchResultsModel::accessibleText(const SearchResult& result) const {
    const QString said = result.snippets.empty() ? QString() : displayLine(result.snippets.front().text);
    return tr("%1, %2: %3").arg(displayTitle(*result.session), facts(result), said);
}

QVariant SearchResultsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const SearchResult& result = resultAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayTitle(*result.session);
    case Qt::AccessibleTextRole:
        return accessibleText(result);
    case SessionKeyRole:
        return QString::fromStdString(result.session->key());
    case PositionRole:
        return static_cast<qulonglong>(result.snippets.empty() ? 0 : result.snippets.front().position);
    case FactsRole:
        return facts(result);
    case HitsRole:
        if (result.hits == 0) {
            return QString();
        }
        return result.hits >= MostHits ? tr("%1+ hits").arg(MostHits)
                                       : tr("%n hit(s)", nullptr, static_cast<int>(result.hits));
    default:
        return {};
    }
}

} // namespace ax::widgets

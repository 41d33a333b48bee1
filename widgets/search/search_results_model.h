// SPDX-License-Identifier: MIT
#pragma once

#include "core/search/search_results.h"
#include "widgets/table/cell_text.h"

#include <QAbstractListModel>

#include <memory>

namespace ax::widgets {

/// The sessions in whose transcripts something was found, best first. An answer replaces the one before; the
/// same session stays the current one in the views when it is in both.
class SearchResultsModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        SessionKeyRole = Qt::UserRole + 1, ///< QString
        PositionRole,                      ///< qulonglong: of the first hit, in its RecordSource
        FactsRole,                         ///< QString: agent, folder, age
        HitsRole,                          ///< QString: "12 hits"; empty: nobody counted
    };

    explicit SearchResultsModel(QString home, QObject* parent = nullptr);

    void setResults(std::shared_ptr<const SearchResults> results);
    const SearchResult& resultAt(int row) const { return m_results->results[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& sessionKey) const; ///< -1: not found

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString facts(const SearchResult& result) const;
    QString accessibleText(const SearchResult& result) const;

    CellText m_text;
    std::shared_ptr<const SearchResults> m_results;
};

} // namespace ax::widgets

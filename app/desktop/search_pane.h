// SPDX-License-Identifier: MIT
#pragma once

#include "app/desktop/transcript_place.h"
#include "app/desktop/transcript_search.h"
#include "core/base/paths.h"
#include "widgets/search/search_switch.h"

#include <QObject>

namespace ax::widgets {
class SearchResultsModel;
class SearchResultsView;
} // namespace ax::widgets

namespace ax::desktop {

/// Everything that the words in the field of the top bar find beyond titles: it asks what was said, fills the
/// list of results and tells the switch how many there are. The widgets stand in the main window's layout.
class SearchPane final : public QObject {
    Q_OBJECT

public:
    /// `files`, `clock` and `theme` outlive the pane; `parent` is the window.
    SearchPane(const FileSystem& files, const Clock& clock, const Paths& paths, const widgets::Theme& theme,
               QWidget* parent);
    ~SearchPane() override;

    void setSnapshot(const SnapshotPointer& snapshot);
    /// The words of the field; empty: the search is over.
    void setText(const QString& text);
    const QString& text() const { return m_search->question(); }

    bool showsResults() const;             ///< in place of the table
    SessionPointer currentSession() const; ///< as it was when it was found; null: none
    /// Where the chosen session says it first: in its own transcript, else in a sub-agent's. Nothing when the
    /// question is about fields alone.
    std::optional<TranscriptPlace> currentPlace() const;
    widgets::SearchSwitch& switcher() { return *m_switch; }
    widgets::SearchResultsView& view() { return *m_view; }

Q_SIGNALS:
    /// Another list is to be seen, or another result was chosen.
    void changed();

private:
    void sayWaiting(const QString& sentence);
    void take(const std::shared_ptr<const SearchResults>& results, const TextQuery& marks);

    TranscriptSearch* m_search;
    widgets::SearchSwitch* m_switch;
    widgets::SearchResultsModel* m_model;
    widgets::SearchResultsView* m_view;
    TextQuery m_marks;
    bool m_isWhole = false; ///< the snapshot: no session is missing
};

} // namespace ax::desktop

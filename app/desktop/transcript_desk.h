// SPDX-License-Identifier: MIT
#pragma once

#include "app/desktop/background_task.h"
#include "app/desktop/transcript_loader.h"
#include "app/desktop/transcript_place.h"
#include "core/base/file_system.h"
#include "widgets/session/found_places.h"

#include <QObject>

#include <optional>

class QMenu;

namespace ax::widgets {
class SessionView;
class SizeDialog;
class Theme;
} // namespace ax::widgets

namespace ax::desktop {

/// Everything that goes on around the transcript in sight: it hands the view the windows that it wants,
/// searches the whole of it for the find bar, measures it and exports it. The reading happens on threads of
/// its own. `files` and `theme` outlive it; `view` is a sibling.
class TranscriptDesk final : public QObject {
    Q_OBJECT

public:
    TranscriptDesk(const FileSystem& files, widgets::SessionView& view, const widgets::Theme& theme,
                   QWidget* parent);
    ~TranscriptDesk() override;

    /// Shows the transcript of the session from its end, or what became of it when it is shown already. Null:
    /// nothing to show.
    void show(const SessionPointer& session, const std::string& format);
    /// Opens a transcript of a session at a record, now or as soon as the session is shown, with the matches
    /// of the query marked and the find bar on them: what a search result leads to. Above a sub-agent's
    /// transcript a bar says so and leads back.
    void showPlace(const TranscriptPlace& place);

    void nextMatch() { step(widgets::FoundPlaces::Direction::Forward); }
    void previousMatch() { step(widgets::FoundPlaces::Direction::Backward); }

    /// "Export as Markdown…" and "Why is this file so big?".
    void addActions(QMenu& menu);
    void exportTo(const QString& file);
    void measure();

Q_SIGNALS:
    void settled(); ///< the transcript, or why there is none, is in the view
    void failed(const QString& sentence);
    void exported(const QString& file);

private:
    void connectView();
    QString viewKey() const;
    void chooseTranscript(const std::string& file);
    void reopen();
    bool waitsFor(const TranscriptPlace& place) const;
    void takeWindow(const QString& key, const TranscriptWindow& window);
    void find();
    void findFrom(std::uint64_t place);
    void goToPlace(const TranscriptPlace& place);
    void takeFound(const FindProgress& progress);
    void step(widgets::FoundPlaces::Direction direction);
    void showCount();
    void goToCurrent();
    bool isShown() const;
    void askForExport();

    const FileSystem& m_files;
    widgets::SessionView& m_view;
    const widgets::Theme& m_theme;
    QWidget* m_window;
    TranscriptLoader m_loader;
    SessionPointer m_session;
    std::string m_format;
    std::string m_subAgent; ///< id of the one whose transcript is chosen; empty: the session's own is
    TranscriptLocation m_location;
    QString m_shownKey; ///< viewKey() of the window that the view has; the chosen one's may be on its way

    BackgroundTask m_search;
    widgets::FoundPlaces m_found;
    std::uint64_t m_findPlace = 0; ///< where the reader was when the search began
    bool m_searching = false;

    std::optional<TranscriptPlace> m_pending;
    BackgroundTask m_work; ///< measures or exports
};

} // namespace ax::desktop

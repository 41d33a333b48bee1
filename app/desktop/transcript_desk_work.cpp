// SPDX-License-Identifier: MIT
// Measuring and exporting the transcript in sight. Part of TranscriptDesk.
#include "app/desktop/transcript_desk.h"
#include "core/transcripts/markdown_export.h"
#include "core/transcripts/size_breakdown.h"
#include "widgets/session/session_text.h"
#include "widgets/session/session_view.h"
#include "widgets/session/size_dialog.h"
#include "widgets/transcript/display_text.h"
#include "widgets/transcript/transcript_view.h"

#include <QFileDialog>
#include <QMenu>
#include <QProgressDialog>
#include <QSaveFile>

#include <memory>

namespace ax::desktop {

namespace {

constexpr int ProgressSteps = 1000;

ExportHeader headerOf(const Session& session) {
    return {.title = session.title,
            .agent = session.harness,
            .model = session.model,
            .sessionId = session.id,
            .directory = session.directory,
            .created = session.created,
            .last = session.last,
            .tokens = session.tokens};
}

/// Writes beside the file and takes its place at the end, so that nothing half done is left.
Result<void> exportToFile(const FileSystem& files, const TranscriptLocation& location,
                          const ExportHeader& header, const QString& path, const WorkProgress& progress,
                          const std::stop_token& stop) {
    const auto records = openRecords(files, location);
    if (!records)
        return std::unexpected(records.error());
    QSaveFile file(path);
    const auto problem = [&file, &path] {
        return std::unexpected(Error{ErrorCode::Io, "cannot write " + path.toStdString() + ": " +
                                                        file.errorString().toStdString()});
    };
    if (!file.open(QIODevice::WriteOnly))
        return problem();
    const TextSink sink = [&](std::string_view text) -> Result<void> {
        const auto size = static_cast<qint64>(text.size());
        if (file.write(text.data(), size) != size)
            return problem();
        return {};
    };
    if (const auto done = exportMarkdown(**records, location, header, sink, progress, stop); !done)
        return done;
    if (!file.commit())
        return problem();
    return {};
}

} // namespace

void TranscriptDesk::addActions(QMenu& menu) {
    const bool there = m_session && !m_session->file.empty();
    QAction* exporting = menu.addAction(tr("Export as Markdown…"), this, &TranscriptDesk::askForExport);
    exporting->setObjectName(QStringLiteral("actionExportMarkdown"));
    exporting->setEnabled(there);
    QAction* measuring = menu.addAction(tr("Why is this transcript so big?"), this, &TranscriptDesk::measure);
    measuring->setObjectName(QStringLiteral("actionMeasure"));
    measuring->setEnabled(there);
}

void TranscriptDesk::askForExport() {
    QString name = widgets::displayTitle(*m_session).left(60);
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    const QString file = QFileDialog::getSaveFileName(m_window, tr("Export as Markdown"),
                                                      name + QStringLiteral(".md"), tr("Markdown (*.md)"));
    if (!file.isEmpty())
        exportTo(file);
}

void TranscriptDesk::exportTo(const QString& file) {
    auto* dialog = new QProgressDialog(tr("Writing %1…").arg(file), tr("Cancel"), 0, ProgressSteps, m_window);
    dialog->setObjectName(QStringLiteral("exportProgress"));
    dialog->setWindowTitle(tr("Export as Markdown"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAutoReset(false);
    dialog->setAutoClose(false);
    connect(dialog, &QProgressDialog::canceled, this, [this, dialog] {
        m_work.cancel();
        dialog->close();
    });
    connect(dialog, &QObject::destroyed, &m_work, &BackgroundTask::cancel);
    m_work.start([this, dialog, file, location = m_location, header = headerOf(*m_session),
                  &files = m_files](const BackgroundTask::Work& work) {
        const auto progress = [&](std::uint64_t done, std::uint64_t end) {
            const double part = static_cast<double>(done) / static_cast<double>(end);
            work.deliver([dialog, part] { dialog->setValue(static_cast<int>(part * ProgressSteps)); });
        };
        const auto done = exportToFile(files, location, header, file, progress, work.stop());
        work.deliver([this, dialog, done, file] {
            dialog->close();
            if (done)
                Q_EMIT exported(file);
            else
                Q_EMIT failed(widgets::displayLine(done.error().message));
        });
    });
}

void TranscriptDesk::measure() {
    auto* dialog = new widgets::SizeDialog(widgets::displayTitle(*m_session), m_theme, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, &m_work, &BackgroundTask::cancel);
    connect(dialog, &widgets::SizeDialog::placeChosen, this,
            [this, key = QString::fromStdString(m_session->key()), file = m_location.file](quint64 position) {
                m_view.showPage(widgets::SessionView::Page::Transcript);
                showPlace({.sessionKey = key, .file = file, .position = position, .query = {}});
            });
    dialog->open();
    m_work.start([dialog, location = m_location, &files = m_files](const BackgroundTask::Work& work) {
        const auto records = openRecords(files, location);
        const auto progress = [&](std::uint64_t done, std::uint64_t end) {
            work.deliver([dialog, done, end] { dialog->setProgress(done, end); });
        };
        const auto measured = records ? measureTranscript(**records, location, progress, work.stop())
                                      : Result<SizeBreakdown>(std::unexpected(records.error()));
        work.deliver([dialog, measured] {
            if (measured)
                dialog->setBreakdown(*measured);
            else
                dialog->setProblem(widgets::displayLine(measured.error().message));
        });
    });
}

} // namespace ax::desktop

// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/size_breakdown.h"
#include "widgets/theme/theme.h"

#include <QDialog>

class QProgressBar;
class QStackedWidget;
class QTableWidget;

namespace ax::widgets {

class TintedLabel;

/// "Why is this file so big?": the bytes of a transcript by what they are for, as bars, and its largest
/// records, each of which opens at its place. It is handed progress and result; closing it tells that nobody
/// waits any more. Object names `sizeDialog`, `sizeProgress`, `sizeSummary`, `sizeParts`, `sizeLargest`,
/// `sizeClose`.
class SizeDialog final : public QDialog {
    Q_OBJECT

public:
    SizeDialog(const QString& title, const Theme& theme, QWidget* parent = nullptr);

    void setProgress(std::uint64_t done, std::uint64_t end);
    void setBreakdown(const SizeBreakdown& breakdown);
    void setProblem(const QString& sentence);

Q_SIGNALS:
    /// A record was chosen: it is at this position of the transcript.
    void placeChosen(quint64 position);

private:
    void fillParts(const SizeBreakdown& breakdown);
    void fillLargest(const SizeBreakdown& breakdown);

    const Theme& m_theme;
    TintedLabel* m_summary;
    QProgressBar* m_progress;
    QTableWidget* m_parts;
    QTableWidget* m_largest;
    TintedLabel* m_largestTitle;
    QStackedWidget* m_pages;
};

} // namespace ax::widgets

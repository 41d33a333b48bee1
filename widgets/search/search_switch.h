// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

#include <optional>

class QButtonGroup;
class QPushButton;

namespace ax::widgets {

class TintedLabel;

/// Shown while something stands in the field: whether its words filter the sessions or are looked for in what
/// was said, with how many each finds, and how far reading has come. Object names `searchSwitch`,
/// `searchSessions`, `searchTranscripts`.
class SearchSwitch final : public QWidget {
    Q_OBJECT

public:
    enum class Where { Sessions, Transcripts };

    SearchSwitch(const Theme& theme, QWidget* parent = nullptr);

    Where where() const;
    void choose(Where where);
    void setSessionCount(int count);
    /// No count: it is not known yet. `sentence`: progress, or why there is no answer; empty when the answer
    /// is complete.
    void setTranscriptCount(std::optional<qsizetype> count, const QString& sentence);

Q_SIGNALS:
    void chosen(ax::widgets::SearchSwitch::Where where);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QButtonGroup* m_group;
    QPushButton* m_sessions;
    QPushButton* m_transcripts;
    TintedLabel* m_state;
};

} // namespace ax::widgets

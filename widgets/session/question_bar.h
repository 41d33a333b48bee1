// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/session/numbered_options.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLineEdit;
class QPushButton;

namespace ax::widgets {

class Theme;
class TintedLabel;

/// The foot of the session view while an agent waits for a person: what it asks, its answers numbered as it
/// numbers them, a line for a free reply, and what became of the answer. It types nothing itself. Object name
/// `questionBar`.
class QuestionBar final : public QWidget {
    Q_OBJECT

public:
    explicit QuestionBar(const Theme& theme, QWidget* parent = nullptr);

    enum class Reach {
        Elsewhere,
        Session, ///< in a terminal of ours, or through its holder
    };
    /// Shows a question; a new one forgets what was said about the answer before it.
    void ask(const QString& question, const std::vector<NumberedOption>& options, Reach reach);
    void clear();

Q_SIGNALS:
    void answerChosen(int number);
    void replyEntered(const QString& text);
    void terminalRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void rebuildOptions(const std::vector<NumberedOption>& options);
    void noteSent(const QString& what);

    const Theme& m_theme;
    TintedLabel* m_question;
    TintedLabel* m_note;
    QLineEdit* m_reply;
    QPushButton* m_terminal;
    QHBoxLayout* m_optionLayout;
    std::vector<QPushButton*> m_optionButtons;
    QString m_shownQuestion;
    std::vector<NumberedOption> m_shownOptions;
};

} // namespace ax::widgets

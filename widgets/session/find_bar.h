// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/text_matcher.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace ax::widgets {

class TintedLabel;

/// Where one writes what to look for in a transcript: a field, how much was found, steps to the next and the
/// one before, and whether case matters and the text is an expression. Enter and F3 go on, with Shift back;
/// Esc closes. Object names `findBar`, `findField`, `findCount`, `findPrevious`, `findNext`, `findCase`,
/// `findRegex`, `findClose`.
class FindBar final : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(const Theme& theme, QWidget* parent = nullptr);

    void open(); ///< shows it with the keyboard in its field
    TextQuery query() const;
    void setQuery(const TextQuery& query); ///< says nothing of it: whoever sets it knows
    /// What was found: the present one (from 1; 0: none yet) of `total`; Going adds a "+".
    enum class Search { Idle, Going, Done };
    void setCount(std::size_t present, std::size_t total, Search search);
    void setProblem(const QString& sentence);

Q_SIGNALS:
    void queryChanged();
    void stepRequested(bool forward);
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QPushButton* makeButton(const char* name, const QString& text, const QString& meaning);
    bool takesKey(QKeyEvent* event);

    const Theme& m_theme;
    QLineEdit* m_field;
    TintedLabel* m_count;
    QPushButton* m_case;
    QPushButton* m_regex;
    QPushButton* m_previous;
    QPushButton* m_next;
};

} // namespace ax::widgets

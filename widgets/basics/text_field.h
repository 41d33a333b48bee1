// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextEdit>

namespace ax::widgets {

/// A field for some lines of plain text that looks like the one-line fields beside it: as high as its text,
/// from `fewest` to `most` lines, then it scrolls. Tab leaves it.
class TextField final : public QPlainTextEdit {
    Q_OBJECT

public:
    struct Lines {
        int fewest = 1;
        int most = 6;
    };
    explicit TextField(Lines lines, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitMargins();
    void fitHeight();
    void paintGround();

    Lines m_lines;
    int m_padding = 0; ///< above the first line and under the last
};

} // namespace ax::widgets

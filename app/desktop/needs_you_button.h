// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>

namespace ax::widgets {
class Theme;
}

namespace ax::desktop {

/// "3 need you" as a red pill in the top bar; not there while nobody is needed. Object name `needsYouButton`.
class NeedsYouButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit NeedsYouButton(const widgets::Theme& theme, QWidget* parent = nullptr);

    void setCount(int count);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const widgets::Theme& m_theme;
};

} // namespace ax::desktop

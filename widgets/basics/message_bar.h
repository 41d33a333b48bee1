// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QPushButton;

namespace ax::widgets {

class Theme;
class TintedLabel;

/// A sentence across the window that a person should act on, with at most one action and a way to put it
/// away. Hidden while it has nothing to say. Object name `messageBar`.
class MessageBar final : public QWidget {
    Q_OBJECT

public:
    MessageBar(const Theme& theme, QWidget* parent = nullptr);

    void showMessage(const QString& sentence, const QString& actionText = {});
    QString message() const;

Q_SIGNALS:
    void actionRequested();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    TintedLabel* m_text;
    QPushButton* m_action;
};

} // namespace ax::widgets

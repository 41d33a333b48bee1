// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace ax::widgets {

class Theme;
class TintedLabel;

/// Asks across the window, once in a life, whether copies shall be kept of what agents are about to delete.
/// Hidden while it does not ask. Object name `insuranceBar`.
class InsuranceBar final : public QWidget {
    Q_OBJECT

public:
    explicit InsuranceBar(const Theme& theme, QWidget* parent = nullptr);

    void ask(const QString& question);

Q_SIGNALS:
    void accepted();
    void declined();
    void detailsRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    TintedLabel* m_text;
};

} // namespace ax::widgets

// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <QWidget>

namespace ax::widgets {

class Theme;
class TintedLabel;

/// Above a transcript that is a sub-agent's: which one, and the way back to the session that started it.
/// Object names `subAgentBar`, `subAgentName`, `backToSession`.
class SubAgentBar final : public QWidget {
    Q_OBJECT

public:
    SubAgentBar(const Theme& theme, QWidget* parent = nullptr);

    /// Null: the transcript is the session's own, and there is no bar.
    void setAgent(const SubAgent* agent);

Q_SIGNALS:
    void backRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    TintedLabel* m_name;
};

} // namespace ax::widgets

// SPDX-License-Identifier: MIT
#pragma once

#include "core/status/session_status.h"

#include <QWidget>

namespace ax::widgets {

class Theme;

/// A session's status as a rounded pill: glyph and word on a pale ground. Object name `statusPill`.
class StatusPill final : public QWidget {
    Q_OBJECT

public:
    explicit StatusPill(const Theme& theme, QWidget* parent = nullptr);

    void setStatus(Status status);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    Status m_status = Status::Past;
};

} // namespace ax::widgets

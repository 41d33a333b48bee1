// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/tokens.h"

#include <QObject>
#include <QPointer>

class QApplication;

namespace ax::widgets {

class ControlStyle;

enum class SchemeChoice { System, Light, Dark };

/// The look of the whole program: palette and style, following the system's scheme and accent or the user's
/// choice. Widgets take colours from tokens() when they paint and repaint on changed(). The application's
/// font is the user's and stays as it is (fonts.h derives from it). One instance, made by the composition
/// root, handed to who needs it; GUI thread.
class Theme : public QObject {
    Q_OBJECT

public:
    Theme(QApplication& application, SchemeChoice choice);
    ~Theme() override;

    const Tokens& tokens() const { return m_tokens; }
    Scheme scheme() const { return m_scheme; }
    SchemeChoice choice() const { return m_choice; }
    void setChoice(SchemeChoice choice);

    static Tokens tokensFor(Scheme scheme, const QColor& accent);

    // Measures of the 4 px grid (look); with a large font, controls and rows grow with it (fonts.h).
    static constexpr int RowHeight = 28;
    static constexpr int CompactRowHeight = 24;
    static constexpr int ControlHeight = 28;
    static constexpr int BarHeight = 44;
    static constexpr int CornerRadius = 6;
    static constexpr int CardRadius = 8;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void followChoice();
    void apply();

    QApplication& m_application;
    SchemeChoice m_choice;
    Scheme m_scheme = Scheme::Light;
    Tokens m_tokens;
    QColor m_platformAccent;
    QPointer<ControlStyle> m_style; ///< owned by the application
    bool m_applying = false;
};

} // namespace ax::widgets

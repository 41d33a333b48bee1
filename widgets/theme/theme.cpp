// SPDX-License-Identifier: MIT
#include "widgets/theme/theme.h"

#include "widgets/theme/control_style.h"
#include "widgets/theme/palette.h"

#include <QApplication>
#include <QStyleHints>
#include <QToolTip>

namespace ax::widgets {

Theme::Theme(QApplication& application, SchemeChoice choice)
    : QObject(nullptr), m_application(application), m_choice(choice), m_style(new ControlStyle) {
    QApplication::setStyle(m_style);
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::apply);
    // The only word of a changed platform accent is a palette event to the application itself.
    m_application.installEventFilter(this);
    followChoice();
    apply();
}

Theme::~Theme() = default;

void Theme::setChoice(SchemeChoice choice) {
    if (choice == m_choice) {
        return;
    }
    m_choice = choice;
    followChoice();
    apply();
}

Tokens Theme::tokensFor(Scheme scheme, const QColor& accent) {
    return makeTokens(scheme, accent);
}

/// Tells the platform too, so that title bars and native dialogs agree with the window.
void Theme::followChoice() {
    QStyleHints* hints = QGuiApplication::styleHints();
    switch (m_choice) {
    case SchemeChoice::System:
        return hints->unsetColorScheme();
    case SchemeChoice::Light:
        return hints->setColorScheme(Qt::ColorScheme::Light);
    case SchemeChoice::Dark:
        return hints->setColorScheme(Qt::ColorScheme::Dark);
    }
}

void Theme::apply() {
    if (m_applying || !m_style) {
        return;
    }
    m_applying = true; // each step below sends palette events
    QApplication::setPalette(QPalette());
    const PlatformLook platform =
        platformLook(QApplication::palette(), m_style->baseStyle()->standardPalette(),
                     QGuiApplication::styleHints()->colorScheme());
    const bool dark = m_choice == SchemeChoice::Dark ||
                      (m_choice == SchemeChoice::System && platform.scheme == Scheme::Dark);
    m_scheme = dark ? Scheme::Dark : Scheme::Light;
    m_tokens = makeTokens(m_scheme, platform.accent);
    m_style->setTokens(m_tokens);
    const QPalette palette = paletteFrom(m_tokens);
    QApplication::setPalette(palette);
    m_platformAccent = QApplication::palette().accent().color();
    const QPalette editor = editorPaletteFrom(m_tokens);
    for (const char* editorClass : {"QLineEdit", "QTextEdit", "QPlainTextEdit", "QLabel"}) {
        QApplication::setPalette(editor, editorClass);
    }
    QToolTip::setPalette(palette);
    m_applying = false;
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ApplicationPaletteChange && watched == &m_application && !m_applying &&
        QApplication::palette().accent().color() != m_platformAccent) {
        // Not from inside the delivery of the very event that setPalette() would send again.
        QMetaObject::invokeMethod(this, &Theme::apply, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace ax::widgets

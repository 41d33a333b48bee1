// SPDX-License-Identifier: MIT
#pragma once

#include "core/status/program_status.h"
#include "terminal/byte_channel.h"

#include <QUrl>
#include <QWidget>

#include <functional>
#include <memory>

namespace ax::terminal {

struct TerminalAppearance {
    QString fontFamily; ///< empty: the system's fixed font
    int pointSize = 10;
    enum class Scheme { Light, Dark } scheme = Scheme::Light;
    int scrollbackLines = 5000;
};

/// A live terminal in a widget, whichever emulator is under it. It owns its channel, shows what arrives
/// (after our StreamFilter), sends what is typed, and tells what the program in it reports. It answers no
/// query with bytes that the program chose (docs/threat-model.md). The end of the program leaves the last
/// screen readable, with a line under it that says how it ended; the widget stays until its owner deletes it.
///
/// Keys: everything goes to the program but Ctrl+Shift+C, V and F (copy, paste, find), Ctrl+Plus, Minus and 0
/// (zoom) and what takesFromShortcuts() leaves to the window. On macOS they are Command keys.
class TerminalView : public QWidget {
    Q_OBJECT

public:
    /// The implementation of this build (QTermWidget).
    static std::unique_ptr<TerminalView> create(std::unique_ptr<ByteChannel> channel,
                                                const TerminalAppearance& appearance,
                                                QWidget* parent = nullptr);
    using QWidget::QWidget;

    virtual void setAppearance(const TerminalAppearance& appearance) = 0;
    /// Bytes as if typed, unchanged.
    virtual void sendBytes(const QByteArray& bytes) = 0;
    /// A paste: line ends become CR, control characters go, brackets cannot be broken out of. Several lines
    /// for a program without bracketed paste, which may run each as it arrives, go through the paste guard
    /// first.
    virtual void pasteText(const QString& text) = 0;
    /// Asks the person and calls `proceed` or not, now or later.
    using PasteGuard = std::function<void(const QString& text, std::function<void()> proceed)>;
    /// Takes the place of the message box that asks by default.
    virtual void setPasteGuard(PasteGuard guard) = 0;
    virtual void copySelection() = 0;
    virtual void findText() = 0;      ///< opens the find bar
    virtual void zoom(int steps) = 0; ///< 0 resets
    virtual QString title() const = 0;
    /// The screen as text, without trailing blanks, for tests and for accessibility.
    virtual QString screenText() const = 0;
    /// The same with what has scrolled away, for tests.
    virtual QString historyText() const = 0;
    virtual bool isRunning() const = 0;
    /// Ends the program (hang-up).
    virtual void closeProgram() = 0;

Q_SIGNALS:
    void titleChanged(const QString& title);
    void programStatusChanged(const ax::ProgramStatus& status);
    /// OSC 9;4: state 0 none, 1 normal, 2 error, 3 indeterminate, 4 paused; percent 0 to 100.
    void progressChanged(int state, int percent);
    /// OSC 7; the path may be on another host.
    void workingDirectoryChanged(const QString& path);
    /// OSC 9, 99 and 777: plain text, cut to a sane length.
    void notificationRequested(const QString& title, const QString& body);
    /// OSC 52 write; nothing is put on the clipboard unless the receiver does. Reads are never answered.
    void clipboardWriteRequested(const QString& text);
    /// Ctrl+click on a link in the text, or "Open link" in the menu: http, https or mailto. Nothing is opened
    /// here.
    void linkActivated(const QUrl& url);
    void bell();
    /// Something arrived for the screen; screenText() shows it a moment later.
    void screenChanged();
    void finished(ax::ProcessExit exit);
};

} // namespace ax::terminal

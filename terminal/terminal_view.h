// SPDX-License-Identifier: MIT
#pragma once

#include "core/status/program_status.h"
#include "terminal/byte_channel.h"

#include <QUrl>
#include <QWidget>

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
/// screen readable; the widget stays until its owner deletes it.
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
    /// A paste: line ends become CR, control characters go, brackets cannot be broken out of.
    virtual void pasteText(const QString& text) = 0;
    virtual void copySelection() = 0;
    virtual void findText() = 0;      ///< opens the find bar
    virtual void zoom(int steps) = 0; ///< 0 resets
    virtual QString title() const = 0;
    /// The visible screen as text, for tests and for accessibility.
    virtual QString screenText() const = 0;
    virtual bool isRunning() const = 0;
    /// Ends the program (hang-up).
    virtual void closeProgram() = 0;

Q_SIGNALS:
    void titleChanged(const QString& title);
    void programStatusChanged(const ax::ProgramStatus& status);
    /// OSC 9, 99 and 777: plain text, cut to a sane length.
    void notificationRequested(const QString& title, const QString& body);
    /// OSC 52 write; nothing is put on the clipboard unless the receiver does. Reads are never answered.
    void clipboardWriteRequested(const QString& text);
    void linkActivated(const QUrl& url);
    void bell();
    void finished(ax::ProcessExit exit);
};

} // namespace ax::terminal

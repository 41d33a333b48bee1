// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/emulator_feed.h"
#include "terminal/find_bar.h"
#include "terminal/key_decision.h"
#include "terminal/stream_filter.h"
#include "terminal/terminal_input.h"
#include "terminal/terminal_view.h"

#include <QTimer>

#include <memory>

class QLabel;
class QTermWidget;

namespace ax::terminal {

/// TerminalView on QTermWidget 2.1 or later, used as an emulator and display only: the program is behind the
/// channel, and every byte of it passes our filter first.
class QTermWidgetView final : public TerminalView {
    Q_OBJECT

public:
    QTermWidgetView(std::unique_ptr<ByteChannel> channel, const TerminalAppearance& appearance,
                    QWidget* parent);
    ~QTermWidgetView() override;

    void setAppearance(const TerminalAppearance& appearance) override;
    void sendBytes(const QByteArray& bytes) override;
    void pasteText(const QString& text) override;
    void setPasteGuard(PasteGuard guard) override;
    void copySelection() override;
    void findText() override;
    void zoom(int steps) override;
    QString title() const override { return m_title; }
    QString screenText() const override;
    QString historyText() const override;
    bool isRunning() const override { return m_running; }
    void closeProgram() override;

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private Q_SLOTS:
    void scheduleResize(); // by name, see connectEmulator()

private:
    void connectChannel();
    void connectEmulator();
    void connectInput();
    void apply(const StreamFilter::Output& output);
    void deliver(const TerminalEvent& event);
    std::unique_ptr<StreamFilter> makeFilter() const;
    void startAnew();
    void goAway();
    void comeBack();
    void onFinished(const ProcessExit& exit);
    void resizeProgram();
    void applyFont();
    void act(KeyDecision::Action action);
    void paste(const QString& text);
    void reportFocus();
    void activateLink(const QUrl& url);
    QUrl linkAt(const QPoint& position);
    QWidget& display() const;

    std::unique_ptr<ByteChannel> m_channel;
    TerminalAppearance m_appearance;
    TerminalColours m_colours;
    std::unique_ptr<StreamFilter> m_filter;
    QTermWidget* m_terminal;
    FindBar m_findBar;
    QLabel* m_endLine;
    std::unique_ptr<TerminalInput> m_input;
    std::unique_ptr<EmulatorFeed> m_feed;
    QTimer m_flushTimer;
    QTimer m_resizeTimer;
    QTimer m_awayTimer;
    PasteGuard m_pasteGuard;
    QString m_title;
    QUrl m_linkUnderMenu;
    TerminalSize m_size{0, 0};
    int m_zoom = 0;
    bool m_running = true;
    bool m_reportsFocus = false;
    bool m_isAway = false; ///< nobody looks, and the channel knows
};

} // namespace ax::terminal

// SPDX-License-Identifier: MIT
#pragma once

#include "core/status/session_status.h"

#include <QDialog>
#include <QString>

#include <vector>

class QPushButton;
class QTableWidget;

namespace ax::widgets {

class TextField;
class Theme;
class TintedLabel;

/// One message for several sessions: the text, who gets it and who cannot be reached and why, and for each
/// what became of it. It sends nothing itself. Whoever has it already is left out when it is sent again.
/// Object names `broadcastDialog`, `broadcastText`, `broadcastReceivers`, `broadcastSend`, `broadcastClose`.
class BroadcastDialog final : public QDialog {
    Q_OBJECT

public:
    struct Receiver {
        QString key;
        QString title;
        Status status = Status::Past;
        QString obstacle; ///< why it cannot be reached; empty: it can
    };

    BroadcastDialog(const std::vector<Receiver>& receivers, const Theme& theme, QWidget* parent = nullptr);

    /// What became of the text: taken, or the reason why not.
    void showOutcome(const QString& sessionKey, const QString& text, const QString& problem);

Q_SIGNALS:
    void sendRequested(const QString& sessionKey, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class State { Unreachable, Waiting, UnderWay, Delivered, Failed };
    struct Row {
        Receiver receiver;
        State state;
        QString outcome;
    };

    void send();
    void forgetOutcomes();
    void refresh();
    void refreshRow(int number);
    int count(State state) const;

    const Theme& m_theme;
    std::vector<Row> m_rows;
    TextField* m_text;
    QTableWidget* m_table;
    TintedLabel* m_summary;
    QPushButton* m_send;
    QString m_sent; ///< the text that the outcomes are about
};

} // namespace ax::widgets

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <deque>
#include <functional>
#include <map>
#include <string>

namespace ax::desktop {

/// Types messages into held sessions, through their holders, never in the GUI thread. Those for one session
/// arrive in their order, each with its Enter before the next begins; a holder that does not answer delays
/// nobody else's. Nothing is typed at a shell, where it would run as a command.
class SessionSender final : public QObject {
    Q_OBJECT

public:
    /// Tells the holder's socket of a session (core/hold/holder_socket.h).
    using SocketOf = std::function<std::string(const QString& sessionKey)>;

    explicit SessionSender(SocketOf socketOf, QObject* parent = nullptr);
    /// Waits for what is being typed.
    ~SessionSender() override;

    void send(const QString& sessionKey, const QString& text);

Q_SIGNALS:
    /// Once for each send(): `problem` is empty when the holder has taken the text, else a sentence.
    void sent(const QString& sessionKey, const QString& text, const QString& problem);

private:
    void startNext(const QString& sessionKey);
    void finish(const QString& sessionKey, const QString& problem);

    SocketOf m_socketOf;
    std::map<QString, std::deque<QString>> m_waiting; ///< the first of each is being typed
    QThreadPool m_background;
};

/// The bytes that a message is: line ends are line feeds, of the other control characters only TAB is left,
/// so that it can press no keys, and there are no empty lines at its end.
std::string messageBytes(const QString& text);

/// Types a message and Enter into the session that listens there. Blocks for moments.
Result<void> typeMessage(const std::string& socketPath, const std::string& message);

} // namespace ax::desktop

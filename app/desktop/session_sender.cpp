// SPDX-License-Identifier: MIT
#include "app/desktop/session_sender.h"

#include "core/base/foreground.h"
#include "core/hold/control.h"
#include "core/hold/holder_socket.h"
#include "widgets/transcript/display_text.h"

#include <utility>

namespace ax::desktop {

namespace {

constexpr int MostAtOnce = 8;

bool isControl(char16_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

QString problemOf(const Result<void>& typed) {
    return typed ? QString() : widgets::displayLine(typed.error().message);
}

} // namespace

std::string messageBytes(const QString& text) {
    QString clean;
    clean.reserve(text.size());
    char16_t previous = 0;
    for (const QChar character : text) {
        const char16_t c = character.unicode();
        const bool isLineEnd = c == u'\r' || (c == u'\n' && previous != u'\r') || c == 0x2028 || c == 0x2029;
        if (isLineEnd)
            clean += u'\n';
        else if (c == u'\t' || !isControl(c))
            clean += character;
        previous = c;
    }
    while (clean.endsWith(u'\n'))
        clean.chop(1);
    return clean.toStdString();
}

Result<void> typeMessage(const std::string& socketPath, const std::string& message) {
    auto holder = connectToHolder(socketPath);
    if (!holder && holder.error().code == ErrorCode::NotFound)
        return std::unexpected(Error{ErrorCode::NotFound, "the session has ended"});
    if (!holder)
        return std::unexpected(holder.error());
    auto control = HolderControl::open(std::move(*holder));
    if (!control)
        return std::unexpected(control.error());
    if (isShellInFront(control->processId()))
        return std::unexpected(
            Error{ErrorCode::Denied, "a shell is in front, which would run the text as a command"});
    return control->typeText(message, HolderControl::Ending::Enter);
}

SessionSender::SessionSender(SocketOf socketOf, QObject* parent)
    : QObject(parent), m_socketOf(std::move(socketOf)) {
    m_background.setMaxThreadCount(MostAtOnce);
}

SessionSender::~SessionSender() {
    m_background.waitForDone();
}

void SessionSender::send(const QString& sessionKey, const QString& text) {
    auto& waiting = m_waiting[sessionKey];
    waiting.push_back(text);
    if (waiting.size() == 1)
        startNext(sessionKey);
}

void SessionSender::startNext(const QString& sessionKey) {
    m_background.start([this, sessionKey, path = m_socketOf(sessionKey),
                        message = messageBytes(m_waiting[sessionKey].front())] {
        const QString problem = problemOf(typeMessage(path, message));
        QMetaObject::invokeMethod(
            this, [this, sessionKey, problem] { finish(sessionKey, problem); }, Qt::QueuedConnection);
    });
}

void SessionSender::finish(const QString& sessionKey, const QString& problem) {
    auto& waiting = m_waiting[sessionKey];
    const QString text = waiting.front();
    waiting.pop_front();
    if (waiting.empty())
        m_waiting.erase(sessionKey);
    else
        startNext(sessionKey);
    Q_EMIT sent(sessionKey, text, problem);
}

} // namespace ax::desktop

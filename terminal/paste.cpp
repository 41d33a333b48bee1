// SPDX-License-Identifier: MIT
#include "terminal/paste.h"

namespace ax::terminal {
namespace {

bool isControl(char16_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

} // namespace

QByteArray pasteBytes(const QString& text, Bracketing bracketing) {
    QString clean;
    clean.reserve(text.size());
    char16_t previous = 0;
    for (const QChar character : text) {
        const char16_t c = character.unicode();
        const bool lineEnd = c == u'\r' || (c == u'\n' && previous != u'\r');
        if (lineEnd)
            clean += u'\r';
        else if (c == u'\t' || !isControl(c))
            clean += character;
        previous = c;
    }
    if (clean.isEmpty())
        return {};
    const QByteArray bytes = clean.toUtf8();
    return bracketing == Bracketing::On ? "\x1b[200~" + bytes + "\x1b[201~" : bytes;
}

bool hasSeveralLines(const QString& text) {
    return text.contains(u'\n') || text.contains(u'\r');
}

} // namespace ax::terminal

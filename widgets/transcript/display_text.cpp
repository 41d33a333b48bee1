// SPDX-License-Identifier: MIT
#include "widgets/transcript/display_text.h"

#include <QChar>

#include <algorithm>

namespace ax::widgets {
namespace {

constexpr qsizetype MaximumControlString = 4096; // an unterminated one must not swallow the text behind it
constexpr qsizetype MaximumControlSequence = 128;
constexpr int MaximumMarks = 8; // scripts stack up to five on one letter
constexpr char32_t Escape = 0x1B;
constexpr char32_t BlackFlag = 0x1F3F4; // begins the flags that are spelt in tag characters

enum class Fate { Keep, Drop, Show, Replace };

bool within(char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
}

bool isVariationSelector(char32_t c) {
    return within(c, 0xFE00, 0xFE0F) || within(c, 0xE0100, 0xE01EF) || within(c, 0x180B, 0x180F);
}

bool isTag(char32_t c) {
    return within(c, 0xE0000, 0xE007F);
}

/// Characters without ink that are not of category Format.
bool isFiller(char32_t c) {
    return c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || c == 0x3164 ||
           c == 0xFFA0;
}

/// Format characters that have a glyph: Arabic, Syriac and Kaithi number signs.
bool isVisibleFormat(char32_t c) {
    return within(c, 0x0600, 0x0605) || c == 0x06DD || c == 0x070F || c == 0x0890 || c == 0x0891 ||
           c == 0x08E2 || c == 0x110BD || c == 0x110CD;
}

Fate fateOfSelector(char32_t c, char32_t previous) {
    const bool onNothing = previous == 0 || isVariationSelector(previous) || QChar::isSpace(previous);
    if (onNothing)
        return Fate::Show;
    if (c >= 0xE0100) // ideographic variants only; elsewhere they carry hidden bytes
        return QChar::script(previous) == QChar::Script_Han ? Fate::Keep : Fate::Show;
    if (c == 0xFE0E || c == 0xFE0F) // "1" + FE0F + 20E3 is a keycap: plain digits may carry them
        return Fate::Keep;
    return previous < 0x80 ? Fate::Show : Fate::Keep;
}

/// What becomes of a code point that is no control character, after `previous` (0: none).
Fate fateOf(char32_t c, char32_t previous) {
    if (within(c, 0x20, 0x7E) || within(c, 0xA0, 0xAC))
        return Fate::Keep;
    if (within(c, 0x202A, 0x202E) || within(c, 0x2066, 0x2069))
        return Fate::Show;
    if (isTag(c))
        return previous == BlackFlag || isTag(previous) ? Fate::Keep : Fate::Show;
    if (isVariationSelector(c))
        return fateOfSelector(c, previous);
    if (c == 0x200C || c == 0x200D)
        return previous >= 0x80 && previous != 0x200C && previous != 0x200D ? Fate::Keep : Fate::Drop;
    if (isFiller(c))
        return Fate::Drop;
    if (c == 0xFFFC || QChar::isNonCharacter(c) || QChar::isSurrogate(c))
        return Fate::Replace;
    if (QChar::category(c) == QChar::Other_Format)
        return isVisibleFormat(c) ? Fate::Keep : Fate::Drop;
    return Fate::Keep;
}

bool isMark(char32_t c) {
    const auto category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

class Filter {
public:
    explicit Filter(QStringView in) : m_in(in) { m_out.reserve(in.size()); }

    QString run() {
        while (m_at < m_in.size())
            step(next());
        flushHidden();
        return std::move(m_out);
    }

private:
    char32_t next() {
        const QChar high = m_in[m_at++];
        if (high.isHighSurrogate() && m_at < m_in.size() && m_in[m_at].isLowSurrogate())
            return QChar::surrogateToUcs4(high, m_in[m_at++]);
        return high.unicode();
    }

    void step(char32_t c) {
        if (c < 0x20 || within(c, 0x7F, 0x9F)) {
            control(c);
        } else if (c == 0x2028 || c == 0x2029) {
            lineFeed();
        } else {
            printable(c);
        }
    }

    void printable(char32_t c) {
        const Fate fate = fateOf(c, m_previous);
        if (fate == Fate::Show) {
            m_firstHidden = m_hidden == 0 ? c : m_firstHidden;
            ++m_hidden;
            return;
        }
        if (fate == Fate::Drop)
            return;
        m_marks = isMark(c) ? m_marks + 1 : 0;
        if (m_marks <= MaximumMarks)
            put(fate == Fate::Replace ? char32_t{QChar::ReplacementCharacter} : c);
    }

    void control(char32_t c) {
        if (c == Escape) {
            skipEscape();
        } else if (c == 0x9B) {
            skipControlSequence();
        } else if (c == 0x90 || c == 0x98 || within(c, 0x9D, 0x9F)) {
            skipControlString();
        } else if (c == '\t') {
            put(c);
        } else if (c == '\n' || c == 0x85) {
            lineFeed();
        } else if (c == '\r') {
            if (m_at < m_in.size() && m_in[m_at] == u'\n')
                ++m_at;
            lineFeed();
        }
    }

    void lineFeed() {
        put('\n');
        m_previous = 0;
    }

    void put(char32_t c) {
        flushHidden();
        m_out += QChar::fromUcs4(c);
        m_previous = c;
    }

    void flushHidden() {
        if (m_hidden == 0)
            return;
        m_out += QStringLiteral("⟦U+") + QString::number(m_firstHidden, 16).toUpper();
        if (m_hidden > 1)
            m_out += QStringLiteral(" ×") + QString::number(m_hidden);
        m_out += u'⟧';
        m_hidden = 0;
    }

    void skipEscape() {
        if (m_at >= m_in.size())
            return;
        const char16_t kind = m_in[m_at].unicode();
        if (kind == '[') {
            ++m_at;
            skipControlSequence();
        } else if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
            ++m_at;
            skipControlString();
        } else if (kind >= 0x20 && kind <= 0x7E) {
            while (m_at < m_in.size() && m_in[m_at] >= u' ' && m_in[m_at] <= u'/')
                ++m_at;
            if (m_at < m_in.size() && m_in[m_at] >= u'0' && m_in[m_at] <= u'~')
                ++m_at;
        }
    }

    /// Parameters and a final byte; what does not end as a sequence stays visible.
    void skipControlSequence() {
        qsizetype end = m_at;
        const qsizetype limit = std::min(m_in.size(), m_at + MaximumControlSequence);
        while (end < limit && m_in[end] >= u' ' && m_in[end] <= u'?')
            ++end;
        if (end == m_in.size())
            m_at = end;
        else if (m_in[end] >= u'@' && m_in[end] <= u'~')
            m_at = end + 1;
    }

    /// Up to BEL or ST. A line feed or too great a length means that there is no end: the text stays.
    void skipControlString() {
        const qsizetype limit = std::min(m_in.size(), m_at + MaximumControlString);
        // What was looked through for an earlier one is not looked through again.
        for (qsizetype i = std::max(m_at, m_noEndBefore); i < limit && m_in[i] != u'\n'; ++i) {
            m_noEndBefore = i;
            const char16_t c = m_in[i].unicode();
            const bool escapedEnd = c == Escape && i + 1 < m_in.size() && m_in[i + 1] == u'\\';
            if (c == 0x07 || c == 0x9C || escapedEnd) {
                m_at = i + (escapedEnd ? 2 : 1);
                return;
            }
        }
    }

    QStringView m_in;
    qsizetype m_at = 0;
    QString m_out;
    char32_t m_previous = 0; // last code point put out on this line
    int m_marks = 0;
    char32_t m_firstHidden = 0;
    int m_hidden = 0;
    qsizetype m_noEndBefore = 0; // no control string ends between here and m_at
};

bool isPlain(QStringView text) {
    return std::ranges::all_of(
        text, [](QChar c) { return within(c.unicode(), 0x20, 0x7E) || c == u'\n' || c == u'\t'; });
}

} // namespace

QString displayText(QStringView text) {
    return isPlain(text) ? text.toString() : Filter(text).run();
}

QString displayText(std::string_view utf8) {
    const QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    return isPlain(text) ? text : Filter(text).run();
}

QString displayLine(std::string_view utf8, qsizetype maximumLength) {
    // Four bytes a character at most, twice that for what is filtered: the rest cannot be seen anyway.
    const auto enough = static_cast<std::size_t>(maximumLength) * 8;
    QString line = displayText(utf8.substr(0, enough)).simplified();
    if (line.size() > maximumLength || utf8.size() > enough) {
        line.truncate(std::min(line.size(), maximumLength - 1));
        if (!line.isEmpty() && line.back().isHighSurrogate())
            line.chop(1);
        line += u'…';
    }
    return line;
}

} // namespace ax::widgets

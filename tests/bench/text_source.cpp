// SPDX-License-Identifier: MIT
#include "tests/bench/text_source.h"

#include <algorithm>
#include <cstring>
#include <format>

namespace ax::bench {

namespace {

constexpr std::string_view FrequentWords =
    "the of to and a in is that it for on as with this be are not from by or at if file test code error can "
    "an will which function one was we value line use when all has read no line data type run so return name "
    "write set new list change then each only string build check path key call user but there would should "
    "into their first output what have do fix added session out cost add output class index more update log "
    "command make message result table keep server request response cache parse token field model version "
    "after before both also need where find found missing failed empty default project folder branch commit "
    "merge debug release warning compile link library header source record reader writer buffer memory "
    "thread "
    "lock queue stream socket client timeout retry config option flag argument parameter module package "
    "import "
    "export directory permission shell search query filter sort order count number size limit range start "
    "end begin stop open close create delete remove move copy rename show hide window button view column row "
    "render paint color theme font text word letter sentence paragraph document page title summary";

constexpr std::array<std::string_view, 40> Syllables = {
    "ba",  "ce",  "di",  "fo",  "gu",  "ha",  "je",  "ki",  "lo",  "mu",  "na",  "pe",  "ri",  "so",
    "tu",  "va",  "we",  "yo",  "al",  "en",  "or",  "is",  "un",  "ter", "ing", "con", "per", "tion",
    "men", "dal", "ber", "nic", "sol", "mar", "tel", "pro", "sta", "cre", "flo", "gra"};
constexpr std::array<std::string_view, 6> RareBeginnings = {"xa", "qui", "zy", "xo", "qe", "zu"};

constexpr std::array<std::string_view, 16> Separators = {" ", " ",  ".",   "(", ")",  " = ", "->", ", ",
                                                         ";", "::", " + ", "[", "] ", "{ ",  "/",  ": "};
constexpr std::array<std::string_view, 8> ForeignWords = {
    "会话记录", "文件读取失败", "データベース", "검색 결과", "🚀", "✅ ", "größer", "\\ud83d\\ude80"};
constexpr std::array<std::string_view, 6> Extensions = {".cpp", ".h", ".rs", ".py", ".ts", ".md"};

/// The slack that unconditional copies of a whole word may run over by.
constexpr std::size_t Slack = 512;

char* put(char* out, std::string_view text) {
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
}

/// Copies a fixed number of bytes, which is faster than counting them.
char* putWord(char* out, std::string_view word) {
    std::memcpy(out, word.data(), Vocabulary::LongestWord);
    return out + word.size();
}

/// Slot by slot in proportion to 1/rank, with integers alone. Fills from `from` on; leftovers go to `rest`.
template <std::size_t Size>
void shareOut(std::array<std::uint16_t, Size>& slots, std::size_t from, std::size_t ranks,
              std::uint16_t rest) {
    std::uint64_t harmonic = 0; // in units of 2^-40
    for (std::size_t rank = 1; rank <= ranks; ++rank)
        harmonic += (1ULL << 40) / rank;
    std::ranges::fill(slots, rest);
    std::uint64_t sum = 0;
    std::size_t slot = from;
    for (std::size_t rank = 1; rank <= ranks; ++rank) {
        sum += (1ULL << 40) / rank;
        const std::size_t end = from + (sum >> 8) * (Size - from) / (harmonic >> 8);
        while (slot < std::min(end, Size))
            slots[slot++] = static_cast<std::uint16_t>(rank - 1);
    }
}

std::string inventedWord(std::uint64_t number) {
    std::string word;
    RandomSource random(number);
    const std::size_t syllables = 2 + random.below(3);
    for (std::size_t count = 0; count < syllables; ++count)
        word += Syllables[random.below(Syllables.size())];
    return word;
}

} // namespace

const Vocabulary& Vocabulary::shared() {
    static const Vocabulary vocabulary;
    return vocabulary;
}

Vocabulary::Vocabulary() {
    const auto append = [](Words& to, std::string_view word) {
        to.bytes += word;
        to.ends.push_back(static_cast<std::uint32_t>(to.bytes.size()));
    };
    for (std::size_t begin = 0; begin < FrequentWords.size();) {
        const std::size_t end = std::min(FrequentWords.find(' ', begin), FrequentWords.size());
        append(m_words, FrequentWords.substr(begin, end - begin));
        begin = end + 1;
    }
    while (m_words.ends.size() < WordCount)
        append(m_words, inventedWord(m_words.ends.size()));

    constexpr std::size_t IdentifierCount = 8000;
    RandomSource random(0x1DE);
    while (m_identifiers.ends.size() < IdentifierCount) {
        std::string name(at(m_words, random.below(400)));
        std::string second(at(m_words, random.below(3000)));
        if (random.oneIn(2))
            second[0] = static_cast<char>(second[0] - 'a' + 'A');
        else
            name += '_';
        append(m_identifiers, (name + second).substr(0, LongestWord));
    }
    m_words.bytes.append(LongestWord, ' ');
    m_identifiers.bytes.append(LongestWord, ' ');

    constexpr std::size_t TailSlots = 65536 / 8;
    shareOut(m_wordSlots, TailSlots, TailBegin, Tail);
    shareOut(m_identifierSlots, 0, IdentifierCount, 0);
}

std::string rareWord(std::uint64_t number) {
    // The digits of the number in syllables: different numbers are different words.
    std::string word(RareBeginnings[number % RareBeginnings.size()]);
    RandomSource random(number);
    word += Syllables[random.below(18)];
    std::uint64_t rest = number / RareBeginnings.size();
    for (int digit = 0; digit < 4; ++digit, rest /= 18)
        word += Syllables[rest % 18];
    return word;
}

void TextSource::prose(std::string& to, std::size_t bytes) {
    const Vocabulary& vocabulary = Vocabulary::shared();
    const std::size_t begin = to.size();
    to.resize(begin + bytes + Slack);
    char* out = to.data() + begin;
    const char* const end = out + bytes;
    while (out < end) {
        const std::uint64_t draw = m_random.next();
        for (int quarter = 0; quarter < 4; ++quarter) {
            out = putWord(out, vocabulary.word(draw >> (16 * quarter), draw >> 20));
            *out++ = ' ';
        }
        const std::uint64_t turn = (draw >> 7) & 63;
        if (turn < 16)
            out = put(out - 1, turn < 5 ? ". " : turn < 8 ? ".\\n" : turn < 15 ? ", " : ": ");
        else if (turn == 63)
            out = special(out);
    }
    to.resize(static_cast<std::size_t>(out - to.data()));
}

char* TextSource::special(char* out) {
    const std::uint64_t draw = m_random.next();
    const Vocabulary& vocabulary = Vocabulary::shared();
    switch (draw % 8) {
    case 0:
        return put(put(out, ForeignWords[(draw >> 8) % ForeignWords.size()]), " ");
    case 1:
        return put(put(out, hexadecimal(40)), " ");
    case 2:
    case 3:
        return put(put(out, path()), " ");
    case 4:
        return put(putWord(put(out, "\\\""), vocabulary.identifier(draw >> 16)), "\\\" ");
    default:
        return put(putWord(put(out, "`"), vocabulary.identifier(draw >> 16)), "()` ");
    }
}

char* TextSource::codeLine(char* out) {
    const Vocabulary& vocabulary = Vocabulary::shared();
    std::uint64_t draw = m_random.next();
    constexpr std::array<std::string_view, 8> Indents = {"",         "",       "    ", "\\t",
                                                         "        ", "\\t\\t", "    ", "  "};
    out = put(out, Indents[draw & 7]);
    const std::size_t tokens = 2 + ((draw >> 3) & 7);
    for (std::size_t token = 0; token < tokens; ++token) {
        draw = m_random.next();
        out = (draw & 1) ? putWord(out, vocabulary.identifier(draw >> 8))
                         : putWord(out, vocabulary.word(draw >> 8, draw >> 30));
        const std::uint64_t kind = (draw >> 1) & 15;
        out = put(out, Separators[(draw >> 56) & 15]);
        if (kind == 0)
            out = put(putWord(put(out, "\\\""), vocabulary.word(draw >> 32, draw >> 24)), "\\\"");
    }
    if (((draw >> 44) & 127) == 0)
        out = special(out);
    return put(out, "\\n");
}

void TextSource::toolOutput(std::string& to, std::size_t bytes) {
    const std::size_t begin = to.size();
    to.resize(begin + bytes + 2 * Slack);
    char* out = to.data() + begin;
    const char* const end = out + bytes;
    const bool numbered = m_random.oneIn(3);
    while (out < end) {
        if (numbered) {
            const std::uint64_t number = ++m_line % 2000;
            out = std::format_to(out, "{:>6}\\t", number);
        } else if (m_random.oneIn(60)) {
            out = put(out, "\\u001b[31merror\\u001b[0m: ");
        }
        out = codeLine(out);
    }
    to.resize(static_cast<std::size_t>(out - to.data()));
}

std::string TextSource::path() {
    const Vocabulary& vocabulary = Vocabulary::shared();
    const std::uint64_t draw = m_random.next();
    return std::format("src/{}/{}{}", vocabulary.wordOfRank(draw % 300), vocabulary.identifier(draw >> 16),
                       Extensions[(draw >> 40) % Extensions.size()]);
}

std::string TextSource::hexadecimal(std::size_t digits) {
    std::string text;
    while (text.size() < digits)
        text += std::format("{:016x}", m_random.next());
    text.resize(digits);
    return text;
}

std::string TextSource::uuid() {
    const std::uint64_t high = m_random.next(), low = m_random.next();
    return std::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF,
                       high & 0xFFF, 0x8000 | ((low >> 48) & 0x3FFF), low & 0xFFFFFFFFFFFF);
}

std::string TextSource::base62(std::size_t characters) {
    constexpr std::string_view Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::string text;
    for (std::size_t count = 0; count < characters; ++count)
        text += Digits[m_random.below(Digits.size())];
    return text;
}

} // namespace ax::bench

// SPDX-License-Identifier: MIT
#include "widgets/transcript/html_entities.h"

#include <QChar>

#include <algorithm>
#include <array>
#include <charconv>

namespace ax::widgets {
namespace {

struct Entity {
    std::string_view name;
    char32_t character;
};

constexpr std::array Entities{
    Entity{"amp", '&'},      Entity{"apos", '\''},    Entity{"bull", 0x2022},   Entity{"cent", 0xA2},
    Entity{"check", 0x2713}, Entity{"copy", 0xA9},    Entity{"darr", 0x2193},   Entity{"deg", 0xB0},
    Entity{"divide", 0xF7},  Entity{"emsp", 0x2003},  Entity{"ensp", 0x2002},   Entity{"euro", 0x20AC},
    Entity{"ge", 0x2265},    Entity{"gt", '>'},       Entity{"hellip", 0x2026}, Entity{"laquo", 0xAB},
    Entity{"larr", 0x2190},  Entity{"ldquo", 0x201C}, Entity{"le", 0x2264},     Entity{"lsquo", 0x2018},
    Entity{"lt", '<'},       Entity{"mdash", 0x2014}, Entity{"micro", 0xB5},    Entity{"middot", 0xB7},
    Entity{"minus", 0x2212}, Entity{"nbsp", 0xA0},    Entity{"ndash", 0x2013},  Entity{"ne", 0x2260},
    Entity{"para", 0xB6},    Entity{"plusmn", 0xB1},  Entity{"pound", 0xA3},    Entity{"quot", '"'},
    Entity{"raquo", 0xBB},   Entity{"rarr", 0x2192},  Entity{"rdquo", 0x201D},  Entity{"reg", 0xAE},
    Entity{"rsquo", 0x2019}, Entity{"sect", 0xA7},    Entity{"thinsp", 0x2009}, Entity{"times", 0xD7},
    Entity{"trade", 0x2122}, Entity{"uarr", 0x2191},  Entity{"yen", 0xA5},
};
static_assert(std::ranges::is_sorted(Entities, {}, &Entity::name));

char32_t numbered(std::string_view digits) {
    const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
    if (hexadecimal)
        digits.remove_prefix(1);
    std::uint32_t value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
    if (error != std::errc() || end != digits.data() + digits.size() || value == 0 ||
        value > QChar::LastValidCodePoint)
        return QChar::ReplacementCharacter;
    return value;
}

} // namespace

QString decodedEntity(std::string_view entity) {
    const QString asWritten = QString::fromUtf8(entity.data(), static_cast<qsizetype>(entity.size()));
    if (entity.size() < 3 || entity.front() != '&' || entity.back() != ';')
        return asWritten;
    const std::string_view name = entity.substr(1, entity.size() - 2);
    if (name.front() == '#')
        return QString(QChar::fromUcs4(numbered(name.substr(1))));
    const auto found = std::ranges::lower_bound(Entities, name, {}, &Entity::name);
    if (found == Entities.end() || found->name != name)
        return asWritten;
    return QString(QChar::fromUcs4(found->character));
}

} // namespace ax::widgets

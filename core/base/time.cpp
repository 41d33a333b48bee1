// SPDX-License-Identifier: MIT
#include "core/base/time.h"

#include <cstdint>
#include <format>
#include <limits>

namespace ax {

namespace {

using namespace std::chrono;

/// Takes the text apart from the left; every taker fails for good once one has failed.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}

    int digits(std::size_t count) {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (!atDigit()) {
                m_failed = true;
                return 0;
            }
            value = value * 10 + (m_rest.front() - '0');
            m_rest.remove_prefix(1);
        }
        return value;
    }
    bool atDigit() const { return !m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9'; }
    bool takes(char expected) {
        if (m_rest.empty() || m_rest.front() != expected)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    void expect(char expected) { m_failed |= !takes(expected); }
    void fail() { m_failed = true; }
    bool finished() const { return !m_failed && m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

nanoseconds scanFraction(Scanner& scanner) {
    if (!scanner.takes('.'))
        return nanoseconds::zero();
    if (!scanner.atDigit())
        scanner.fail();
    std::int64_t value = 0;
    std::int64_t unit = 1'000'000'000;
    while (scanner.atDigit()) {
        const int digit = scanner.digits(1);
        unit /= 10; // digits after the ninth count nothing
        value += digit * unit;
    }
    return nanoseconds(value);
}

minutes scanOffset(Scanner& scanner) {
    if (scanner.takes('Z'))
        return minutes::zero();
    const bool west = scanner.takes('-');
    if (!west)
        scanner.expect('+');
    const int hour = scanner.digits(2);
    scanner.expect(':');
    const int minute = scanner.digits(2);
    if (hour > 24 || minute > 59)
        scanner.fail();
    const minutes offset = hours(hour) + minutes(minute);
    return west ? -offset : offset;
}

} // namespace

std::optional<Timestamp> parseTimestamp(std::string_view text) {
    Scanner scanner(text);
    const int yearNumber = scanner.digits(4);
    scanner.expect('-');
    const auto monthNumber = static_cast<unsigned>(scanner.digits(2));
    scanner.expect('-');
    const auto dayNumber = static_cast<unsigned>(scanner.digits(2));
    scanner.expect('T');
    const int hour = scanner.digits(2);
    scanner.expect(':');
    const int minute = scanner.digits(2);
    scanner.expect(':');
    const int second = scanner.digits(2);
    const nanoseconds fraction = scanFraction(scanner);
    const minutes offset = scanOffset(scanner);

    const year_month_day date{year(yearNumber), month(monthNumber), day(dayNumber)};
    if (!scanner.finished() || !date.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;

    const sys_seconds whole = sys_days(date) + hours(hour) + minutes(minute) + seconds(second) - offset;
    // Nanoseconds in 64 bits reach from 1677 to 2262; what lies outside is a placeholder, not a time.
    constexpr auto Limit = std::numeric_limits<std::int64_t>::max() / 1'000'000'000 - 1;
    if (whole.time_since_epoch().count() > Limit || whole.time_since_epoch().count() < -Limit)
        return std::nullopt;
    return Timestamp(whole.time_since_epoch()) + fraction;
}

std::string formatTimestamp(std::optional<Timestamp> time) {
    if (!time)
        return "0001-01-01T00:00:00Z";
    // By hand: a list has ten thousand of these, and std::format takes microseconds for each.
    const auto day = floor<days>(*time);
    const year_month_day date(day);
    const hh_mm_ss clock(*time - day);
    std::string text = "0000-00-00T00:00:00.000000000Z";
    const auto put = [&text](std::size_t end, std::int64_t number) {
        for (; number > 0; number /= 10)
            text[--end] = static_cast<char>('0' + number % 10);
    };
    put(4, int{date.year()});
    put(7, unsigned{date.month()});
    put(10, unsigned{date.day()});
    put(13, clock.hours().count());
    put(16, clock.minutes().count());
    put(19, clock.seconds().count());
    put(29, clock.subseconds().count());
    text.pop_back();
    if (clock.subseconds().count() == 0)
        text.resize(19);
    else
        text.erase(text.find_last_not_of('0') + 1);
    return text + 'Z';
}

std::string formatAge(std::optional<Timestamp> then, Timestamp now) {
    if (!then)
        return "?";
    const auto age = now - *then;
    if (age < minutes(1))
        return "now";
    if (age < hours(1))
        return std::format("{}m", floor<minutes>(age).count());
    if (age < hours(24))
        return std::format("{}h", floor<hours>(age).count());
    return std::format("{}d", floor<days>(age).count());
}

} // namespace ax

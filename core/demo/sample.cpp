// SPDX-License-Identifier: MIT
#include "core/demo/sample.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace ax {

namespace {

using Kind = SampleStep::Kind;

constexpr std::string_view StepMark = "%% ";
constexpr std::array<std::pair<std::string_view, Kind>, 12> Kinds{{
    {"prompt", Kind::Prompt},
    {"thinking", Kind::Thinking},
    {"say", Kind::Say},
    {"bash", Kind::Bash},
    {"read", Kind::Read},
    {"write", Kind::Write},
    {"edit", Kind::Edit},
    {"grep", Kind::Grep},
    {"agent", Kind::Agent},
    {"report", Kind::Report},
    {"interrupted", Kind::Interrupted},
    {"error", Kind::Error},
}};

std::optional<std::chrono::seconds> parseSpan(std::string_view text) {
    int count = 0;
    const auto [unit, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || unit + 1 != text.data() + text.size())
        return {};
    switch (*unit) {
    case 'm':
        return std::chrono::minutes(count);
    case 'h':
        return std::chrono::hours(count);
    case 'd':
        return std::chrono::days(count);
    default:
        return {};
    }
}

bool setSpan(std::chrono::seconds& into, std::string_view text) {
    const auto span = parseSpan(text);
    into = span.value_or(into);
    return span.has_value();
}

/// Takes the text apart line by line; every method returns false for what is not in the notation.
class SampleParser {
public:
    bool take(std::string_view line) {
        if (line.starts_with(StepMark))
            return beginStep(line.substr(StepMark.size()));
        if (m_body) {
            m_body->append(line).append(1, '\n');
            return true;
        }
        return line.empty() || takeKey(line);
    }

    SampleSession result() {
        trimBodies();
        return std::move(m_session);
    }

private:
    bool takeKey(std::string_view line) {
        const std::size_t colon = line.find(": ");
        if (colon == std::string_view::npos)
            return false;
        const std::string_view key = line.substr(0, colon);
        const std::string_view value = line.substr(colon + 2);
        if (key == "age")
            return setSpan(m_session.age, value);
        if (key == "length")
            return setSpan(m_session.length, value);
        if (key == "context")
            return std::from_chars(value.data(), value.data() + value.size(), m_session.contextShare).ec ==
                   std::errc();
        if (key == "gone")
            return m_session.projectGone = value == "yes";
        for (auto [name, member] : {std::pair{"project", &SampleSession::project},
                                    {"model", &SampleSession::model},
                                    {"title", &SampleSession::title},
                                    {"named", &SampleSession::name},
                                    {"branch", &SampleSession::branch}}) {
            if (key == name) {
                m_session.*member = value;
                return true;
            }
        }
        return false;
    }

    bool beginStep(std::string_view head) {
        if (head == "to") {
            if (m_session.steps.empty() || m_session.steps.back().kind != Kind::Edit)
                return false;
            m_body = &m_session.steps.back().replacement;
            return true;
        }
        SampleStep step;
        const std::size_t blank = head.find(' ');
        std::string_view word = head.substr(0, blank);
        if (word.ends_with('!')) {
            step.failed = true;
            word.remove_suffix(1);
        }
        const auto* known = std::ranges::find(Kinds, word, &std::pair<std::string_view, Kind>::first);
        if (known == Kinds.end())
            return false;
        step.kind = known->second;
        setSubject(step, blank == std::string_view::npos ? std::string_view() : head.substr(blank + 1));
        m_session.steps.push_back(std::move(step));
        m_body = &m_session.steps.back().body;
        return true;
    }

    static void setSubject(SampleStep& step, std::string_view text) {
        const bool hasDetail = step.kind == Kind::Grep || step.kind == Kind::Agent;
        const std::size_t bar = hasDetail ? text.rfind(" | ") : std::string_view::npos;
        step.subject = text.substr(0, bar);
        if (bar != std::string_view::npos)
            step.detail = text.substr(bar + 3);
    }

    void trimBodies() {
        for (SampleStep& step : m_session.steps)
            for (std::string* text : {&step.body, &step.replacement})
                while (text->ends_with('\n'))
                    text->pop_back();
    }

    SampleSession m_session;
    std::string* m_body = nullptr;
};

} // namespace

Result<SampleSession> parseSample(std::string_view text) {
    SampleParser parser;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        if (!parser.take(text.substr(0, end)))
            return std::unexpected(Error{ErrorCode::Invalid, "line " + std::to_string(number) +
                                                                 " of a sample is not understood"});
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parser.result();
}

} // namespace ax

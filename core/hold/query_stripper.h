// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace ax {

/// Takes the question of OSC 7501, "do you read program status?", out of what goes to clients: the holder
/// answers it, and terminals that know it would answer again. In any pieces; what may be the begin of the
/// question waits for the next piece. Not thread-safe.
class QueryStripper {
public:
    /// What may be passed on of everything so far; valid until the next call.
    std::string_view pass(std::string_view bytes);
    /// How many questions were taken out since the last call.
    int takeQuestions() { return std::exchange(m_questions, 0); }
    /// No more is to be expected for now: what was held back.
    std::string_view rest();

private:
    std::string m_held;
    std::string m_out;
    int m_questions = 0;
};

} // namespace ax

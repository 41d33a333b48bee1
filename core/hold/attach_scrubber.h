// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace ax {

/// What a client passes of a program's output to the terminal it runs in (facts: ax-compat §13): all but the
/// sequences that change how keys are reported, since the client has to find its chords in them. A
/// synchronized update goes out as one piece. In any pieces. Not thread-safe.
class AttachScrubber {
public:
    /// What may be written now.
    std::string feed(std::string_view bytes);

private:
    void take(std::string_view bytes, std::string& out);

    std::string m_unfinished; ///< a sequence that has begun
    std::string m_update;     ///< a synchronized update
    bool m_isUpdating = false;
};

} // namespace ax

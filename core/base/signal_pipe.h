// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/descriptor.h"
#include "core/base/error.h"

#include <initializer_list>

namespace ax {

/// Turns signals of this process into bytes on a descriptor that a poll loop can wait for: each read() gives
/// one signal's number. One at a time in a process; the signals keep their handler until it ends.
class SignalPipe {
public:
    static Result<SignalPipe> open(std::initializer_list<int> signals);
    int descriptor() const { return m_pipe.readEnd.get(); }
    /// The next signal that came; 0 when none is left.
    int take() const;

private:
    explicit SignalPipe(Pipe pipe) : m_pipe(std::move(pipe)) {}
    Pipe m_pipe;
};

} // namespace ax

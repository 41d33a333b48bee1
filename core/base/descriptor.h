// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <unistd.h>
#include <utility>

namespace ax {

/// Owns a file descriptor and closes it. -1 is "none".
class Descriptor {
public:
    explicit Descriptor(int descriptor = -1) : m_descriptor(descriptor) {}
    Descriptor(Descriptor&& other) noexcept : m_descriptor(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~Descriptor() { reset(); }

    int get() const { return m_descriptor; }
    explicit operator bool() const { return m_descriptor >= 0; }
    int release() { return std::exchange(m_descriptor, -1); }
    void reset() {
        if (m_descriptor >= 0)
            ::close(release()); // never repeated on EINTR: the number may belong to another thread by then
    }

private:
    int m_descriptor;
};

/// A pipe, close-on-exec at both ends.
struct Pipe {
    Descriptor readEnd;
    Descriptor writeEnd;
};
Result<Pipe> makePipe();

} // namespace ax

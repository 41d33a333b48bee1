// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"

namespace ax {

/// Where the time comes from. Code that compares times takes one, so that tests can turn the hands.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock {
public:
    Timestamp now() const override;
};

/// A clock for tests: stands still until it is moved.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Timestamp start) : m_now(start) {}
    Timestamp now() const override { return m_now; }
    void advance(std::chrono::nanoseconds by) { m_now += by; }

private:
    Timestamp m_now;
};

} // namespace ax

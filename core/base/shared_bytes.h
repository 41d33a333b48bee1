// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ax {

/// Bytes that stay as they are, with a share in what they are a part of: thousands of small records in few
/// large blocks, none of which is copied. Any thread.
class SharedBytes {
public:
    SharedBytes() = default;
    /// A copy of its own.
    explicit SharedBytes(std::string_view bytes)
        : m_whole(std::make_shared<const std::string>(bytes)), m_bytes(*m_whole) {}
    /// `bytes` lie in `whole`.
    SharedBytes(std::shared_ptr<const std::string> whole, std::string_view bytes)
        : m_whole(std::move(whole)), m_bytes(bytes) {}

    std::string_view bytes() const { return m_bytes; }
    /// `bytes` lie in these.
    SharedBytes part(std::string_view bytes) const { return {m_whole, bytes}; }

    friend bool operator==(const SharedBytes& one, std::string_view other) { return one.m_bytes == other; }

private:
    std::shared_ptr<const std::string> m_whole;
    std::string_view m_bytes;
};

} // namespace ax

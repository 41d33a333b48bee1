// SPDX-License-Identifier: MIT
#pragma once

#include "app/demo-agent/key_decoder.h"

#include <cstddef>
#include <string>

namespace ax::demo {

/// The prompt under the person's hands: text of any number of lines and a cursor between two letters.
class PromptLine {
public:
    /// Applies an editing key; other keys change nothing.
    void edit(const Key& key);
    void clear();
    /// The text, and an empty prompt afterwards.
    std::string take();

    const std::string& text() const { return m_text; }
    std::size_t cursor() const { return m_cursor; } ///< in bytes
    bool isEmpty() const { return m_text.empty(); }

private:
    void insert(std::string_view text);
    void erase(std::size_t from, std::size_t to);
    std::size_t before(std::size_t position) const;
    std::size_t after(std::size_t position) const;
    std::size_t lineStart() const;
    std::size_t lineEnd() const;
    std::size_t wordStart() const;

    std::string m_text;
    std::size_t m_cursor = 0;
};

} // namespace ax::demo

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ax::cli {

/// Makes sure that 0, 1 and 2 are taken before anything is opened: where the caller closed one, a file of the
/// user would get its number, and what is printed would go there. A closed output stays one that fails.
void guardStandardDescriptors();

/// What a command prints on standard output: gathered, and written at the end in one go (by a verb that goes
/// on for long, at each finish()).
class Output {
public:
    explicit Output(int descriptor) : m_descriptor(descriptor) {}

    void write(std::string_view text) {
        if (m_texts.empty())
            m_texts.emplace_back();
        m_texts.back() += text;
    }
    /// The same for a text that nobody else needs: reports of megabytes are not copied.
    void adopt(std::string text) { m_texts.push_back(std::move(text)); }
    bool isTerminal() const;
    int descriptor() const { return m_descriptor; }
    /// Columns of the terminal; 0 when it is none or does not tell.
    std::size_t terminalWidth() const;
    /// NoSpace when the disk is full; never hides that something was not written.
    Result<void> finish();

private:
    int m_descriptor;
    std::vector<std::string> m_texts; ///< one after the other
};

/// Sentences for the person on standard error, one a line, each behind `ax: `. Text from files and arguments
/// is cleaned here.
class Diagnostics {
public:
    explicit Diagnostics(int descriptor) : m_descriptor(descriptor) {}

    void say(std::string_view sentence);
    /// A line for programs, without the `ax: `.
    void tell(std::string_view line);
    bool isTerminal() const;
    /// Puts a line of our own in place of the last one; empty: none any more. For terminals.
    void showProgress(std::string_view line);

private:
    int m_descriptor;
};

} // namespace ax::cli

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <vector>

namespace ax::widgets {

/// An answer as the agent numbers it on its screen.
struct NumberedOption {
    int number = 0;
    QString text;
};

/// The last run of lines like `❯ 1. Yes` / `2. No` on a terminal's screen: what a person could answer by
/// typing the digit (facts: harnesses §4.3). Empty when there are fewer than two, or they do not count up
/// from 1.
std::vector<NumberedOption> numberedOptions(const QString& screenText);

} // namespace ax::widgets

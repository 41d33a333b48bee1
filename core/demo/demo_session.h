// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/demo/demo_random.h"
#include "core/demo/sample.h"

#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// A file of the demo, ready to be written.
struct DemoFile {
    std::string path; ///< absolute
    std::string bytes;
    Timestamp modified;
};

/// The transcript of a sample session, and those of its sub-agents, as Claude Code would have left them below
/// `home`: its last record is `sample.age` before `now`, its context fills `sample.contextShare` of the
/// model's window. The transcript itself comes first. Pure.
std::vector<DemoFile> demoSessionFiles(const SampleSession& sample, std::string_view home, Timestamp now,
                                       DemoRandom& random);

} // namespace ax

// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/config.h"

#include <array>

namespace ax {

/// A key of a `[[harness]]` table and where its text belongs.
struct HarnessField {
    std::string_view key;
    std::string Harness::* member;
};

inline constexpr std::array HarnessFields{
    HarnessField{"glob", &Harness::glob},
    HarnessField{"db", &Harness::database},
    HarnessField{"id_regex", &Harness::idPattern},
    HarnessField{"format", &Harness::format},
    HarnessField{"resume", &Harness::resume},
    HarnessField{"resume_input", &Harness::resumeInput},
    HarnessField{"resume_input_headless", &Harness::resumeInputHeadless},
    HarnessField{"launch", &Harness::launch},
    HarnessField{"launch_headless", &Harness::launchHeadless},
    HarnessField{"args", &Harness::arguments},
    HarnessField{"waiting_re", &Harness::waitingPattern},
    HarnessField{"skip_permissions", &Harness::skipPermissions},
    HarnessField{"sandbox_profile", &Harness::sandboxProfile},
    HarnessField{"effort_arg", &Harness::effortArgument},
};

/// What is wrong with a value that is text as it should be; empty when nothing is.
std::string harnessFieldProblem(std::string_view key, const std::string& value);

} // namespace ax

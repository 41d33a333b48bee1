// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"

#include <string>

namespace ax {

/// What a parent wrote beside a sub-agent's transcript (`agent-<id>.meta.json`).
struct SubAgentMeta {
    std::string kind;        ///< `agentType`
    std::string description; ///< a few words on its task
    std::string model;       ///< as asked for; what answered is in the transcript
    friend bool operator==(const SubAgentMeta&, const SubAgentMeta&) = default;
};

/// Empty where the file is missing, damaged, or has other types: it only decorates.
SubAgentMeta readSubAgentMeta(const FileSystem& files, const std::string& path);

} // namespace ax

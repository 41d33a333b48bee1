// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ax::widgets {

/// Short names of folders: the last component, with as many parents as tell two of the same name apart
/// ("api", but "work/api" beside "old/api"). The home folder is `~`. One name a path, in their order.
std::vector<std::string> folderNames(const std::vector<std::string>& paths, std::string_view home);

} // namespace ax::widgets

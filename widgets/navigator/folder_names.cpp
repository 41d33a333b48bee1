// SPDX-License-Identifier: MIT
#include "widgets/navigator/folder_names.h"

#include "core/base/paths.h"

#include <algorithm>
#include <unordered_map>

namespace ax::widgets {

namespace {

/// The last `components` of a path; all of it when it has no more.
std::string_view tail(std::string_view path, int components) {
    std::size_t at = path.size();
    for (int i = 0; i < components; ++i) {
        at = at == 0 ? std::string_view::npos : path.rfind('/', at - 1);
        if (at == std::string_view::npos) {
            return path;
        }
    }
    return at + 1 < path.size() ? path.substr(at + 1) : path;
}

} // namespace

std::vector<std::string> folderNames(const std::vector<std::string>& paths, std::string_view home) {
    constexpr int MaximumComponents = 8; // deeper twins show their whole path
    std::vector<std::string> whole;
    whole.reserve(paths.size());
    for (const std::string& path : paths) {
        std::string shortened = abbreviateHome(path, home);
        while (shortened.size() > 1 && shortened.ends_with('/')) {
            shortened.pop_back();
        }
        whole.push_back(std::move(shortened));
    }
    std::vector<int> components(paths.size(), 1);
    std::vector<std::string> names(paths.size());
    for (bool ambiguous = true; ambiguous;) {
        std::unordered_map<std::string_view, int> uses;
        for (std::size_t i = 0; i < paths.size(); ++i) {
            names[i] = components[i] > MaximumComponents ? whole[i] : tail(whole[i], components[i]);
        }
        for (const std::string& name : names) {
            ++uses[name];
        }
        ambiguous = false;
        for (std::size_t i = 0; i < paths.size(); ++i) {
            if (uses[names[i]] > 1 && components[i] <= MaximumComponents) {
                ++components[i];
                ambiguous = true;
            }
        }
    }
    return names;
}

} // namespace ax::widgets

// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

/// A node of a KDL document, the language of zellij's layouts: `pane command="htop" { args "-d" }`. Numbers
/// and words without quotes are kept as text.
struct KdlNode {
    std::string name;
    std::vector<std::string> arguments;
    std::map<std::string, std::string, std::less<>> properties;
    std::vector<KdlNode> children;

    /// The property, or the argument of the child of this name; empty without either.
    std::string value(std::string_view key) const;
};

/// The nodes of a document, as far as they can be read: what is cut off or damaged ends it. Safe on any
/// bytes.
std::vector<KdlNode> parseKdl(std::string_view text);

} // namespace ax

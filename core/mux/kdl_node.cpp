// SPDX-License-Identifier: MIT
#include "core/mux/kdl_node.h"

#include <algorithm>
#include <optional>

namespace ax {

namespace {

constexpr int DeepestNesting = 64;
constexpr std::string_view Blanks = " \t\r";
constexpr std::string_view WordEnds = " \t\r\n{};=\"";

class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    std::vector<KdlNode> nodes(int depth) {
        std::vector<KdlNode> nodes;
        while (!m_hasFailed) {
            skip("\n;");
            if (m_text.empty() || m_text.starts_with('}') || depth > DeepestNesting)
                break;
            auto name = text();
            if (!name)
                break;
            nodes.push_back({.name = std::move(*name), .arguments = {}, .properties = {}, .children = {}});
            finish(nodes.back(), depth);
        }
        return nodes;
    }

private:
    /// What stands behind the name.
    void finish(KdlNode& node, int depth) {
        while (!m_hasFailed) {
            skip("");
            if (m_text.empty() || m_text.starts_with('\n') || m_text.starts_with(';') ||
                m_text.starts_with('}'))
                return;
            if (m_text.starts_with('{')) {
                m_text.remove_prefix(1);
                node.children = nodes(depth + 1);
                m_hasFailed |= !m_text.starts_with('}');
                m_text.remove_prefix(std::min<std::size_t>(1, m_text.size()));
                return;
            }
            auto word = text();
            if (!word)
                return;
            if (!m_text.starts_with('=')) {
                node.arguments.push_back(std::move(*word));
                continue;
            }
            m_text.remove_prefix(1);
            if (auto value = text())
                node.properties.insert_or_assign(std::move(*word), std::move(*value));
        }
    }

    /// Blanks, comments to the end of the line, and any of these.
    void skip(std::string_view also) {
        while (!m_text.empty()) {
            if (m_text.starts_with("//"))
                m_text.remove_prefix(std::min(m_text.find('\n'), m_text.size()));
            else if (Blanks.contains(m_text[0]) || also.contains(m_text[0]))
                m_text.remove_prefix(1);
            else
                return;
        }
    }

    std::optional<std::string> text() {
        if (m_text.starts_with('"'))
            return quoted();
        if (m_text.starts_with("r\"") || m_text.starts_with("r#"))
            return raw();
        const std::string_view word = m_text.substr(0, m_text.find_first_of(WordEnds));
        if (word.empty())
            return fail();
        m_text.remove_prefix(word.size());
        return std::string(word);
    }

    std::optional<std::string> fail() {
        m_hasFailed = true;
        return std::nullopt;
    }

    std::optional<std::string> quoted() {
        std::string value;
        for (std::size_t i = 1; i < m_text.size(); ++i) {
            if (m_text[i] == '"') {
                m_text.remove_prefix(i + 1);
                return value;
            }
            if (m_text[i] == '\\' && i + 1 < m_text.size())
                value += unescaped(m_text[++i]);
            else
                value += m_text[i];
        }
        return fail();
    }

    static char unescaped(char letter) {
        switch (letter) {
        case 'n':
            return '\n';
        case 't':
            return '\t';
        case 'r':
            return '\r';
        default:
            return letter;
        }
    }

    /// `r#"…"#`, with as many marks before as behind.
    std::optional<std::string> raw() {
        const std::size_t open = m_text.find_first_not_of('#', 1);
        if (open == std::string_view::npos || m_text[open] != '"')
            return fail();
        const std::string end = '"' + std::string(open - 1, '#');
        const std::size_t close = m_text.find(end, open + 1);
        if (close == std::string_view::npos)
            return fail();
        std::string value(m_text.substr(open + 1, close - open - 1));
        m_text.remove_prefix(close + end.size());
        return value;
    }

    std::string_view m_text;
    bool m_hasFailed = false;
};

} // namespace

std::string KdlNode::value(std::string_view key) const {
    if (const auto property = properties.find(key); property != properties.end())
        return property->second;
    const auto child = std::ranges::find(children, key, &KdlNode::name);
    return child != children.end() && !child->arguments.empty() ? child->arguments[0] : std::string();
}

std::vector<KdlNode> parseKdl(std::string_view text) {
    return Parser(text).nodes(0);
}

} // namespace ax

// SPDX-License-Identifier: MIT
#include "core/config/config.h"
#include "core/config/harness_fields.h"

// toml++ 3.3 is sure of what it has not checked: a line that begins with `[[<` ends a debug build, and is
// undefined in a release. Without this certainty it says what is wrong.
#include <toml++/impl/preprocessor.hpp>
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(expression) static_cast<void>(0)
#include <toml++/toml.hpp>

#include <algorithm>

namespace ax {

namespace {

constexpr std::uint64_t LargestFile = 1024 * 1024;

std::string_view kindWord(const toml::node& node) {
    switch (node.type()) {
    case toml::node_type::table:
        return "a table";
    case toml::node_type::array:
        return "a list";
    case toml::node_type::string:
        return "text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
        return "a number";
    case toml::node_type::boolean:
        return "true or false";
    default:
        return "a date or time";
    }
}

/// Lays one parsed file over the built-ins, value by value.
class Overlay {
public:
    Overlay(std::string file, LoadedConfig& loaded) : m_file(std::move(file)), m_loaded(loaded) {}

    void applyRoot(const toml::table& root) {
        Config& config = m_loaded.config;
        applyText(root, "default_harness", config.defaultHarness, {});
        applyText(root, "shell", config.shell, {});
        applyText(root, "mux", config.mux, {});
        if (const toml::node* offline = root.get("offline")) {
            if (const auto value = offline->value_exact<bool>())
                config.offline = *value;
            else
                addProblem(*offline,
                           "`offline` must be true or false, not " + std::string(kindWord(*offline)));
        }
        if (const toml::node* harnesses = root.get("harness"))
            applyHarnesses(*harnesses);
    }

    void addProblem(const toml::node& where, std::string message) {
        addProblem(where.source().begin, std::move(message));
    }
    void addProblem(const toml::source_position& where, std::string message) {
        m_loaded.problems.push_back({m_file, where.line, where.column, std::move(message)});
    }

private:
    static std::string quoted(std::string_view key, std::string_view owner) {
        return '`' + std::string(key) + '`' +
               (owner.empty() ? "" : " of harness `" + std::string(owner) + '`');
    }

    void applyText(const toml::table& table, std::string_view key, std::string& target,
                   std::string_view owner) {
        const toml::node* node = table.get(key);
        if (node == nullptr)
            return;
        const auto value = node->value_exact<std::string>();
        if (!value) {
            addProblem(*node, quoted(key, owner) + " must be text, not " + std::string(kindWord(*node)));
            return;
        }
        const std::string problem = owner.empty() ? std::string() : harnessFieldProblem(key, *value);
        if (!problem.empty())
            addProblem(*node, quoted(key, owner) + ' ' + problem);
        else
            target = *value;
    }

    void applyHarnesses(const toml::node& node) {
        const toml::array* list = node.as_array();
        if (list == nullptr) {
            addProblem(node, "`harness` must be a list of tables: write [[harness]], with two brackets");
            return;
        }
        for (const toml::node& entry : *list) {
            if (const toml::table* table = entry.as_table())
                applyHarness(*table);
            else
                addProblem(entry, "`harness` must hold tables, not " + std::string(kindWord(entry)));
        }
    }

    void applyHarness(const toml::table& table) {
        const toml::node* node = table.get("name");
        const auto name = node != nullptr ? node->value_exact<std::string>() : std::nullopt;
        if (!name || name->empty()) {
            addProblem(node != nullptr ? *node : table, "a [[harness]] needs a `name`");
            return;
        }
        std::vector<Harness>& harnesses = m_loaded.config.harnesses;
        auto harness = std::ranges::find(harnesses, *name, &Harness::name);
        if (harness == harnesses.end()) {
            harnesses.emplace_back().name = *name;
            harness = std::prev(harnesses.end());
        }
        for (const auto& [key, member] : HarnessFields)
            applyText(table, key, (*harness).*member, *name);
    }

    std::string m_file;
    LoadedConfig& m_loaded;
};

} // namespace

LoadedConfig loadConfig(const FileSystem& files, const Paths& paths) {
    LoadedConfig loaded{.config = builtInConfig(), .problems = {}};
    const auto text = readWholeFile(files, paths.configFile, LargestFile);
    if (!text) {
        if (text.error().code != ErrorCode::NotFound)
            loaded.problems.push_back({paths.configFile, 0, 0, text.error().message});
        return loaded;
    }
    Overlay overlay(paths.configFile, loaded);
    const toml::parse_result parsed = toml::parse(*text);
    if (parsed)
        overlay.applyRoot(parsed.table());
    else
        overlay.addProblem(parsed.error().source().begin, std::string(parsed.error().description()));
    return loaded;
}

} // namespace ax

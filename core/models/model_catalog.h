// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/models/model_table.h"
#include "core/models/prompt_length.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ax {

struct TokenCounts {
    std::uint64_t input = 0; ///< neither read from nor written to the prompt cache
    std::uint64_t output = 0;
    std::uint64_t cacheRead = 0;
    std::uint64_t cacheWrite = 0;
    std::uint64_t cacheWriteHour = 0; ///< of cacheWrite, what is kept for an hour: dearer

    std::uint64_t total() const { return input + output + cacheRead + cacheWrite; }
    TokenCounts& operator+=(const TokenCounts& other);
    friend bool operator==(const TokenCounts&, const TokenCounts&) = default;
};

/// US dollars for a million tokens; a missing cache price means the model has none listed.
struct ModelPrice {
    double input = 0;
    double output = 0;
    std::optional<double> cacheRead;
    std::optional<double> cacheWrite;
    friend bool operator==(const ModelPrice&, const ModelPrice&) = default;
};

/// What everything in a request costs whose prompt has more than so many tokens.
struct LongPromptPrice {
    std::uint64_t promptAbove = 0;
    ModelPrice price;
    friend bool operator==(const LongPromptPrice&, const LongPromptPrice&) = default;
};

struct ModelInfo {
    std::uint32_t contextWindow = 0;          ///< tokens; 0 when not listed
    std::optional<ModelPrice> price;          ///< of prompts of usual length
    std::vector<LongPromptPrice> longPrompts; ///< the shortest first; mostly none

    /// Nothing when no price is listed.
    std::optional<ModelPrice> priceFor(PromptLength length) const;
};

/// Prices and context sizes from models.dev: a snapshot inside the binary (resources/models: source and date
/// are in it), or the newer copy that `ax models update` keeps in the state directory. Lookup order: the
/// exact id; without a provider prefix (`anthropic/…`, `us.anthropic.…`); without a date or `-latest` suffix;
/// a dated id of the same family. A context suffix (`[1m]`) decides the context size. An unknown model is no
/// value, never a price of 0. Immutable, thread-safe; the snapshot costs nothing until the first lookup, and
/// then a binary search.
class ModelCatalog {
public:
    static const ModelCatalog& builtIn();

    /// The copy `models.json` (facts: ax-compat §2) where it can be read and is not empty; what it lacks
    /// (retired models, prices of long prompts when upstream wrote it) comes from the snapshot. Else the
    /// snapshot.
    static ModelCatalog load(const FileSystem& files, const Paths& paths);

    /// A catalog over a table in the format of resources/models/models.tsv, which outlives it.
    explicit ModelCatalog(std::string_view table) : m_table(table) {}

    std::optional<ModelInfo> find(std::string_view modelId) const;
    std::size_t size() const { return m_table.size(); }
    /// "models.dev as carried by NPM-PACKAGE VERSION, DATE", or the copy and its date.
    std::string_view source() const { return m_table.source(); }

private:
    ModelCatalog(std::unique_ptr<const std::string> text, const ModelCatalog& older)
        : m_text(std::move(text)), m_table(*m_text), m_older(&older) {}

    std::unique_ptr<const std::string> m_text; ///< null: somebody else's
    ModelTable m_table;
    const ModelCatalog* m_older = nullptr;
};

/// Dollars at API prices; nothing when the model, or the price of a kind of token that occurs, is unknown.
std::optional<double> estimateCost(const TokenCounts& tokens, const std::optional<ModelInfo>& model,
                                   PromptLength length = PromptLength::Usual);

} // namespace ax

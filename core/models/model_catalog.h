// SPDX-License-Identifier: MIT
#pragma once

#include "core/models/model_table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ax {

struct TokenCounts {
    std::uint64_t input = 0; ///< neither read from nor written to the prompt cache
    std::uint64_t output = 0;
    std::uint64_t cacheRead = 0;
    std::uint64_t cacheWrite = 0;     ///< all of them
    std::uint64_t cacheWriteHour = 0; ///< the part of `cacheWrite` that is kept for an hour and costs more

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
};

struct ModelInfo {
    std::uint32_t contextWindow = 0; ///< tokens; 0 when not listed
    std::optional<ModelPrice> price;
};

/// Prices and context sizes from the models.dev snapshot inside the binary (resources/models: source and date
/// are in it). Lookup order: the exact id; without a provider prefix (`anthropic/…`, `us.anthropic.…`);
/// without a date or `-latest` suffix; a dated id of the same family. A context suffix (`[1m]`) decides the
/// context size. An unknown model is no value, never a price of 0. Immutable, thread-safe; costs nothing
/// until the first lookup, and then a binary search.
class ModelCatalog {
public:
    static const ModelCatalog& builtIn();

    /// A catalog over a table in the format of resources/models/models.tsv, which outlives it.
    explicit ModelCatalog(std::string_view table) : m_table(table) {}

    std::optional<ModelInfo> find(std::string_view modelId) const;
    std::size_t size() const { return m_table.size(); }
    /// "models.dev as carried by NPM-PACKAGE VERSION, DATE".
    std::string_view source() const { return m_table.source(); }

private:
    ModelTable m_table;
};

/// Dollars at API prices; nothing when the model, or the price of a kind of token that occurs, is unknown.
std::optional<double> estimateCost(const TokenCounts& tokens, const std::optional<ModelInfo>& model);

} // namespace ax

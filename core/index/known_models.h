// SPDX-License-Identifier: MIT
#pragma once

#include "core/models/model_catalog.h"
#include "core/transcripts/usage.h"

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace ax {

/// A catalog that is asked once for each model: thousands of sessions share few models, and an id in somebody
/// else's spelling takes many searches. Any thread.
class KnownModels {
public:
    explicit KnownModels(const ModelCatalog& catalog) : m_catalog(catalog) {}

    const std::optional<ModelInfo>& find(const std::string& modelId) {
        const std::lock_guard lock(m_mutex);
        const auto [known, isNew] = m_models.try_emplace(modelId);
        if (isNew)
            known->second = m_catalog.find(modelId);
        return known->second;
    }

    /// What a part cost: as recorded, else at API prices; nothing where they are not known.
    std::optional<double> cost(const UsagePart& part) {
        return part.dollars ? part.dollars : estimateCost(part.tokens, find(part.model), part.promptLength);
    }

private:
    const ModelCatalog& m_catalog;
    std::mutex m_mutex; ///< guards the map; what is in it stays where and as it is
    std::unordered_map<std::string, std::optional<ModelInfo>> m_models;
};

} // namespace ax

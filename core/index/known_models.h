// SPDX-License-Identifier: MIT
#pragma once

#include "core/models/model_catalog.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace ax {

/// A catalog that is asked once for each model: thousands of sessions share few models, and an id in somebody
/// else's spelling takes many searches.
class KnownModels {
public:
    explicit KnownModels(const ModelCatalog& catalog) : m_catalog(catalog) {}

    const std::optional<ModelInfo>& find(const std::string& modelId) {
        const auto [known, isNew] = m_models.try_emplace(modelId);
        if (isNew)
            known->second = m_catalog.find(modelId);
        return known->second;
    }

private:
    const ModelCatalog& m_catalog;
    std::unordered_map<std::string, std::optional<ModelInfo>> m_models;
};

} // namespace ax

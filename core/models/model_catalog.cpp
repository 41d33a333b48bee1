// SPDX-License-Identifier: MIT
#include "core/models/model_catalog.h"

#include "core/models/built_in_models.h"
#include "core/models/model_id.h"

#include <array>
#include <charconv>

namespace ax {

namespace {

constexpr double TokensPerPrice = 1e6;

/// The text up to the next tab, which is consumed.
std::string_view takeField(std::string_view& fields) {
    const std::size_t tab = fields.find('\t');
    const std::string_view field = fields.substr(0, tab);
    fields.remove_prefix(tab == std::string_view::npos ? fields.size() : tab + 1);
    return field;
}

template <class T>
std::optional<T> wholeNumber(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Digits with an optional fraction, whatever the locale (std::from_chars has no double in every standard
/// library that this is built with).
std::optional<double> decimal(std::string_view text) {
    const std::size_t dot = text.find('.');
    const std::string_view fraction = dot == std::string_view::npos ? "" : text.substr(dot + 1);
    const auto digits = wholeNumber<std::uint64_t>(std::string(text.substr(0, dot)) + std::string(fraction));
    if (!digits)
        return std::nullopt;
    double divisor = 1;
    for (std::size_t i = 0; i < fraction.size(); ++i)
        divisor *= 10;
    return static_cast<double>(*digits) / divisor;
}

ModelInfo parseFields(std::string_view fields) {
    ModelInfo info;
    info.contextWindow = wholeNumber<std::uint32_t>(takeField(fields)).value_or(0);
    std::array<std::optional<double>, 4> prices;
    for (std::optional<double>& price : prices)
        price = decimal(takeField(fields));
    if (prices[0] && prices[1])
        info.price = ModelPrice{*prices[0], *prices[1], prices[2], prices[3]};
    return info;
}

std::optional<std::string_view> findFields(const ModelTable& table, std::string_view modelId) {
    const std::vector<std::string> forms = formsWithoutProvider(modelId);
    for (const std::string& form : forms) {
        if (const auto fields = table.find(form))
            return fields;
    }
    for (const std::string& form : forms) {
        const auto family = withoutDate(form);
        if (const auto fields = family ? table.find(*family) : std::nullopt)
            return fields;
    }
    for (const std::string& form : forms) {
        if (const auto fields = table.findNewestDated(withoutDate(form).value_or(form)))
            return fields;
    }
    return std::nullopt;
}

} // namespace

TokenCounts& TokenCounts::operator+=(const TokenCounts& other) {
    input += other.input;
    output += other.output;
    cacheRead += other.cacheRead;
    cacheWrite += other.cacheWrite;
    cacheWriteHour += other.cacheWriteHour;
    return *this;
}

const ModelCatalog& ModelCatalog::builtIn() {
    static const ModelCatalog BuiltIn(BuiltInModels);
    return BuiltIn;
}

std::optional<ModelInfo> ModelCatalog::find(std::string_view modelId) const {
    const SizedModelId sized = splitContextSuffix(modelId);
    const auto fields = findFields(m_table, sized.id);
    if (!fields)
        return std::nullopt;
    ModelInfo info = parseFields(*fields);
    if (sized.contextWindow > 0)
        info.contextWindow = sized.contextWindow;
    return info;
}

std::optional<double> estimateCost(const TokenCounts& tokens, const std::optional<ModelInfo>& model) {
    if (!model || !model->price)
        return std::nullopt;
    const ModelPrice& price = *model->price;
    if ((tokens.cacheRead > 0 && !price.cacheRead) || (tokens.cacheWrite > 0 && !price.cacheWrite))
        return std::nullopt;
    return (static_cast<double>(tokens.input) * price.input +
            static_cast<double>(tokens.output) * price.output +
            static_cast<double>(tokens.cacheRead) * price.cacheRead.value_or(0) +
            static_cast<double>(tokens.cacheWrite) * price.cacheWrite.value_or(0)) /
           TokensPerPrice;
}

} // namespace ax

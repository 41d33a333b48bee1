// SPDX-License-Identifier: MIT
#include "core/models/model_catalog.h"

#include "core/models/built_in_models.h"
#include "core/models/model_copy.h"
#include "core/models/model_id.h"

#include <algorithm>
#include <charconv>

namespace ax {

namespace {

constexpr double TokensPerPrice = 1e6;
constexpr double HourFactor = 2; // Anthropic, "Prompt caching": an hour's cache write costs twice the input

/// The text up to the next separator, which is consumed.
std::string_view takeField(std::string_view& fields, char separator = '\t') {
    const std::size_t end = fields.find(separator);
    const std::string_view field = fields.substr(0, end);
    fields.remove_prefix(end == std::string_view::npos ? fields.size() : end + 1);
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

/// The next four fields.
std::optional<ModelPrice> takePrice(std::string_view& fields, char separator) {
    const auto input = decimal(takeField(fields, separator));
    const auto output = decimal(takeField(fields, separator));
    const auto cacheRead = decimal(takeField(fields, separator));
    const auto cacheWrite = decimal(takeField(fields, separator));
    if (!input || !output)
        return std::nullopt;
    return ModelPrice{*input, *output, cacheRead, cacheWrite};
}

/// `200000:6/22.5/0.6/7.5`, several divided by blanks.
std::vector<LongPromptPrice> parseLongPrompts(std::string_view field) {
    std::vector<LongPromptPrice> prices;
    while (!field.empty()) {
        std::string_view step = takeField(field, ' ');
        const auto above = wholeNumber<std::uint64_t>(takeField(step, ':'));
        const auto price = takePrice(step, '/');
        if (above && price)
            prices.push_back({*above, *price});
    }
    std::ranges::sort(prices, {}, &LongPromptPrice::promptAbove);
    return prices;
}

ModelInfo parseFields(std::string_view fields) {
    ModelInfo info;
    info.contextWindow = wholeNumber<std::uint32_t>(takeField(fields)).value_or(0);
    info.price = takePrice(fields, '\t');
    takeField(fields); // the provider
    info.longPrompts = parseLongPrompts(takeField(fields));
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

ModelCatalog ModelCatalog::load(const FileSystem& files, const Paths& paths) {
    std::string table = readModelCopy(files, paths);
    if (table.empty())
        return ModelCatalog(BuiltInModels);
    return {std::make_unique<const std::string>(std::move(table)), builtIn()};
}

std::optional<ModelPrice> ModelInfo::priceFor(PromptLength length) const {
    std::optional<ModelPrice> found = price;
    for (const LongPromptPrice& step : longPrompts) {
        if (price && step.promptAbove <= lowerBound(length))
            found = step.price;
    }
    return found;
}

std::optional<ModelInfo> ModelCatalog::find(std::string_view modelId) const {
    const SizedModelId sized = splitContextSuffix(modelId);
    const auto fields = findFields(m_table, sized.id);
    if (!fields)
        return m_older ? m_older->find(modelId) : std::nullopt;
    ModelInfo info = parseFields(*fields);
    if (sized.contextWindow > 0)
        info.contextWindow = sized.contextWindow;
    if (m_older && info.longPrompts.empty()) {
        if (const auto older = m_older->find(sized.id); older && older->price == info.price)
            info.longPrompts = older->longPrompts;
    }
    return info;
}

std::optional<double> estimateCost(const TokenCounts& tokens, const std::optional<ModelInfo>& model,
                                   PromptLength length) {
    const auto price = model ? model->priceFor(length) : std::nullopt;
    if (!price || (tokens.cacheRead > 0 && !price->cacheRead) ||
        (tokens.cacheWrite > 0 && !price->cacheWrite))
        return std::nullopt;
    const std::uint64_t hour = std::min(tokens.cacheWriteHour, tokens.cacheWrite);
    return (static_cast<double>(tokens.input) * price->input +
            static_cast<double>(tokens.output) * price->output +
            static_cast<double>(tokens.cacheRead) * price->cacheRead.value_or(0) +
            static_cast<double>(tokens.cacheWrite - hour) * price->cacheWrite.value_or(0) +
            static_cast<double>(hour) * price->input * HourFactor) /
           TokensPerPrice;
}

} // namespace ax

// SPDX-License-Identifier: MIT
#include "core/models/models_dev.h"

#include "core/base/json_writer.h"
#include "core/models/json_object.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace ax {

namespace {

using simdjson::ondemand::value;

/// Who is believed when several offer one id; the others follow in alphabetical order.
constexpr std::array<std::string_view, 16> Preferred = {
    "anthropic",  "openai",  "google",  "xai", "mistral", "deepseek", "cohere",     "llama",
    "moonshotai", "minimax", "zhipuai", "zai", "stepfun", "alibaba",  "perplexity", "nvidia"};
constexpr double OverOldStep = 200'000; // what `context_over_200k` is about

struct Prices {
    std::optional<double> input, output, cacheRead, cacheWrite;

    void take(std::string_view key, value from) {
        double number = 0;
        if (from.get_double().get(number) != simdjson::SUCCESS || !std::isfinite(number) || number < 0)
            return;
        if (key == "input")
            input = number;
        else if (key == "output")
            output = number;
        else if (key == "cache_read")
            cacheRead = number;
        else if (key == "cache_write")
            cacheWrite = number;
    }
};

struct Step {
    double above = 0;
    Prices prices;
};

struct Offer {
    std::size_t trust = 0; ///< smaller is better
    std::string provider;
    double context = 0;
    double outputLimit = 0;
    Prices prices;
    std::vector<Step> steps;

    bool isBetterThan(const Offer& other) const {
        const auto rank = [](const Offer& offer) {
            return std::tuple(!offer.prices.input.has_value(), offer.trust, std::string_view(offer.provider));
        };
        return rank(*this) < rank(other);
    }
};

double numberOf(value from) {
    double number = 0;
    return from.get_double().get(number) == simdjson::SUCCESS && number > 0 && number < 1e12
               ? std::floor(number)
               : 0;
}

/// `[{"tier":{"type":"context","size":272000},"input":…}]`
std::vector<Step> stepsOf(value from) {
    std::vector<Step> steps;
    simdjson::ondemand::array tiers;
    if (from.get_array().get(tiers) != simdjson::SUCCESS)
        return steps;
    for (auto element : tiers) {
        value tier;
        if (element.get(tier) != simdjson::SUCCESS)
            break;
        Step step;
        forEachIn(tier, [&step](std::string_view key, value content) {
            if (key != "tier")
                return step.prices.take(key, content);
            forEachIn(content, [&step](std::string_view name, value size) {
                if (name == "size")
                    step.above = numberOf(size);
            });
        });
        if (step.above > 0 && step.prices.input && step.prices.output)
            steps.push_back(step);
    }
    return steps;
}

void takeCost(Offer& offer, value from) {
    std::optional<Step> overOldStep;
    forEachIn(from, [&](std::string_view key, value content) {
        if (key == "tiers") {
            offer.steps = stepsOf(content);
        } else if (key == "context_over_200k") {
            overOldStep = Step{OverOldStep, {}};
            forEachIn(content, [&overOldStep](std::string_view name, value price) {
                overOldStep->prices.take(name, price);
            });
        } else {
            offer.prices.take(key, content);
        }
    });
    // Where both are given they say the same, and the tiers say from where on.
    if (offer.steps.empty() && overOldStep && overOldStep->prices.input && overOldStep->prices.output)
        offer.steps.push_back(*overOldStep);
}

Offer offerOf(value model) {
    Offer offer;
    forEachIn(model, [&offer](std::string_view key, value content) {
        if (key == "cost")
            takeCost(offer, content);
        else if (key == "limit")
            forEachIn(content, [&offer](std::string_view name, value limit) {
                if (name == "context")
                    offer.context = numberOf(limit);
                else if (name == "output")
                    offer.outputLimit = numberOf(limit);
            });
    });
    return offer;
}

using Offers = std::map<std::string, Offer, std::less<>>;

void takeProvider(Offers& offers, const std::string& provider, value from) {
    const auto preferred = std::ranges::find(Preferred, provider);
    forEachIn(from, [&](std::string_view key, value models) {
        if (key != "models")
            return;
        forEachIn(models, [&](std::string_view model, value content) {
            const std::string id(model); // the parser uses the memory again
            Offer offer = offerOf(content);
            offer.trust = static_cast<std::size_t>(preferred - Preferred.begin());
            offer.provider = provider;
            const auto known = offers.find(id);
            if (known == offers.end())
                offers.emplace(id, std::move(offer));
            else if (offer.isBetterThan(known->second))
                known->second = std::move(offer);
        });
    });
}

void write(const Prices& prices, JsonWriter& to) {
    const auto ifKnown = [&to](std::string_view key, const std::optional<double>& price) {
        if (price)
            to.decimal(key, *price);
        else
            to.null(key);
    };
    to.decimal("input", prices.input.value_or(0));
    to.decimal("output", prices.output.value_or(0));
    ifKnown("cache_read", prices.cacheRead);
    ifKnown("cache_write", prices.cacheWrite);
}

void write(std::string_view id, const Offer& offer, JsonWriter& to) {
    std::string key; // with the escapes that an id may need
    appendGoString(key, id);
    to.open(std::string_view(key).substr(1, key.size() - 2));
    to.decimal("context", offer.context);
    to.decimal("output_limit", offer.outputLimit);
    write(offer.prices, to);
    if (!offer.steps.empty()) {
        to.openArray("tiers");
        for (const Step& step : offer.steps) {
            to.open();
            to.decimal("above", step.above);
            write(step.prices, to);
            to.close();
        }
        to.closeArray();
    }
    to.close();
}

std::string printCopy(const Offers& offers) {
    JsonWriter writer(JsonLayout::Line);
    writer.open();
    for (const auto& [id, offer] : offers)
        write(id, offer, writer);
    writer.close();
    return writer.take();
}

} // namespace

Result<ModelCopy> copyOfModelsDev(std::string_view answer) {
    const auto refuse = [](std::string_view what) {
        return std::unexpected(Error{ErrorCode::Invalid, std::string("models.dev answered ").append(what)});
    };
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(answer);
    simdjson::ondemand::document document;
    value whole;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS ||
        document.get_value().get(whole) != simdjson::SUCCESS)
        return refuse("something that is no JSON; does a login page stand between?");
    Offers offers;
    forEachIn(whole, [&offers](std::string_view provider, value content) {
        takeProvider(offers, std::string(provider), content);
    });
    if (!document.is_alive() || !document.at_end())
        return refuse("damaged JSON, or something that is none; does a login page stand between?");
    if (offers.empty())
        return refuse("JSON without any model in it");
    return ModelCopy{printCopy(offers), offers.size()};
}

} // namespace ax

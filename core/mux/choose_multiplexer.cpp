// SPDX-License-Identifier: MIT
#include "core/mux/choose_multiplexer.h"

#include "core/mux/tmux_multiplexer.h"
#include "core/mux/zellij_multiplexer.h"

namespace ax {

namespace {

bool isInTmux(const Environment& environment) {
    return environment.value("TMUX").has_value();
}

std::unique_ptr<Multiplexer> makeTmux(const Config& config, const Environment& environment,
                                      const ProcessRunner& runner) {
    return std::make_unique<TmuxMultiplexer>(
        runner, TmuxOptions{.server = {},
                            .prefix = config.muxPrefix,
                            .person = isInTmux(environment) ? TmuxOptions::Person::Inside
                                                            : TmuxOptions::Person::Outside});
}

/// Only from inside: zellij tells of the session that asks.
std::unique_ptr<Multiplexer> makeZellij(const Config& config, const Environment& environment,
                                        const ProcessRunner& runner) {
    const auto session = environment.value("ZELLIJ_SESSION_NAME");
    return session ? std::make_unique<ZellijMultiplexer>(
                         runner, ZellijOptions{.sessionName = *session, .prefix = config.muxPrefix})
                   : nullptr;
}

} // namespace

std::unique_ptr<Multiplexer> multiplexerToSearch(const Config& config, const Environment& environment,
                                                 const ProcessRunner& runner) {
    if (config.mux == "zellij")
        return makeZellij(config, environment, runner);
    const bool isUnset = config.mux.empty() && isInTmux(environment);
    return isUnset || config.mux == "tmux" ? makeTmux(config, environment, runner) : nullptr;
}

std::unique_ptr<Multiplexer> multiplexerToOpenIn(const Config& config, const Environment& environment,
                                                 const ProcessRunner& runner) {
    if (config.mux == "zellij")
        return makeZellij(config, environment, runner);
    return config.mux == "tmux" && isInTmux(environment) ? makeTmux(config, environment, runner) : nullptr;
}

} // namespace ax

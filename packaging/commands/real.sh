# SPDX-License-Identifier: MIT
#: real                 fetches the true agents from npm and runs them against a model endpoint on loopback
buildPreset dev
tests/real/install-agents build/agents
onPrivateDesktop tests/real/run "$(buildFolder dev)/bin" build/agents

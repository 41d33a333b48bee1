# SPDX-License-Identifier: MIT
#: real                 fetches the true agents from npm and runs them against a model endpoint on loopback
#: real rounds N        drives all of them N times through working, asking, idle and killed, and compares what is shown
buildPreset dev
[ $# -gt 0 ] || tests/real/install-agents build/agents claude
onPrivateDesktop tests/real/run "$(buildFolder dev)/bin" build/agents "$@"

# SPDX-License-Identifier: MIT
#: setup [COMMAND]      only installs what the command needs (default: test)
# shellcheck disable=SC2046
installFor $(needsOf "${1:-test}")

# SPDX-License-Identifier: MIT
#: tsan [OPTION...]     the tests without a window under ThreadSanitizer (Debian's Qt is not built for it)
buildPreset tsan
runTests tsan -LE gui "$@"

# SPDX-License-Identifier: MIT
#: asan [OPTION...]     all tests under AddressSanitizer and UndefinedBehaviorSanitizer
buildPreset asan
runTests asan "$@"

# SPDX-License-Identifier: MIT
#: test [OPTION...]     builds and runs all tests; options go to ctest (-R PATTERN, -L gui)
buildPreset dev
runTests dev "$@"

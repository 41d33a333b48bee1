# SPDX-License-Identifier: MIT
#: build [OPTION...]    builds build/release/bin/ax and ax-desktop; options go to cmake (-DAX_BUILD_DESKTOP=OFF: ax alone)
buildPreset release "$@"
say "Built: $PWD/$(buildFolder release)/bin"

# SPDX-License-Identifier: MIT
#: bench [NAME...]      builds and runs the programs of tests/bench; each prints its numbers
buildPreset release

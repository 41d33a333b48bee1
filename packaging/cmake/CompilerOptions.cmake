# SPDX-License-Identifier: MIT
# Warnings, sanitizers and Qt strictness, on one interface target that every room links.
add_library(ax_options INTERFACE)
target_include_directories(ax_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(ax_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wundef)
# The compiler of the fuzzers has opinions of its own; they are no reason not to fuzz.
if(NOT AX_BUILD_FUZZERS)
    target_compile_options(ax_options INTERFACE -Werror)
endif()

if(AX_SANITIZE)
    target_compile_options(ax_options INTERFACE -fsanitize=${AX_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(ax_options INTERFACE -fsanitize=${AX_SANITIZE})
endif()

# What every target that sees Qt adds: no silent text conversions, no implicit old habits.
add_library(ax_qt_options INTERFACE)
target_link_libraries(ax_qt_options INTERFACE ax_options)
target_compile_definitions(ax_qt_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_STRICT_ITERATORS)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# SPDX-License-Identifier: MIT
# Libraries, each found once here. `packaging/dev` installs them and names the package per system when one is missing.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(simdjson REQUIRED)
find_package(CLI11 REQUIRED)
find_package(RapidJSON REQUIRED)
pkg_check_modules(RE2 REQUIRED re2)

if(NOT TARGET rapidjson)
    add_library(rapidjson INTERFACE)
    target_include_directories(rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIRS} ${RapidJSON_INCLUDE_DIRS})
endif()

# `ax` is copied alone to other machines, so what it needs beyond libc goes into it where archives exist.
add_library(ax_re2 INTERFACE)
target_include_directories(ax_re2 SYSTEM INTERFACE ${RE2_INCLUDE_DIRS})
find_library(AX_RE2_ARCHIVE libre2.a)
mark_as_advanced(AX_RE2_ARCHIVE)
if(AX_RE2_ARCHIVE)
    set(archives ${RE2_STATIC_LIBRARIES})
    list(REVERSE archives)
    list(REMOVE_DUPLICATES archives) # keep the last of each: static link order
    list(REVERSE archives)
    list(TRANSFORM archives PREPEND -l)
    target_link_libraries(ax_re2 INTERFACE -Wl,-Bstatic ${archives} -Wl,-Bdynamic Threads::Threads)
else()
    target_link_libraries(ax_re2 INTERFACE ${RE2_LIBRARIES} Threads::Threads)
endif()

# Header-only and without exceptions, whatever way the package was built.
add_library(ax_toml INTERFACE)
target_include_directories(ax_toml SYSTEM INTERFACE
    $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)
target_compile_definitions(ax_toml INTERFACE TOML_HEADER_ONLY=1 TOML_EXCEPTIONS=0)

add_library(ax_simdjson INTERFACE)
find_library(AX_SIMDJSON_ARCHIVE NAMES libsimdjson_static.a libsimdjson.a)
mark_as_advanced(AX_SIMDJSON_ARCHIVE)
if(AX_SIMDJSON_ARCHIVE)
    target_link_libraries(ax_simdjson INTERFACE ${AX_SIMDJSON_ARCHIVE})
else()
    target_link_libraries(ax_simdjson INTERFACE simdjson::simdjson)
endif()

if(AX_BUILD_DESKTOP OR AX_BUILD_TESTS)
    find_package(Qt6 6.6 REQUIRED COMPONENTS Core Gui Widgets Network Test LinguistTools)
    qt_standard_project_setup()
endif()
if(AX_BUILD_DESKTOP)
    find_package(qtermwidget6 REQUIRED CONFIG)
    find_package(KF6SyntaxHighlighting REQUIRED CONFIG)
    find_package(md4c REQUIRED CONFIG)
endif()

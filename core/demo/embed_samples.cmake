# SPDX-License-Identifier: MIT
# ax_embed_samples(OUTPUT FOLDER FILE...): the files as raw strings in a C++ source, by their path below FOLDER.
# Runs while configuring and touches the source only when it changes.
function(ax_embed_samples output folder)
    set(code "// Generated from core/demo/samples.\n#include \"core/demo/sample.h\"\n\n#include <array>\n\nnamespace ax {\n\n")
    list(LENGTH ARGN count)
    string(APPEND code "std::span<const EmbeddedSample> embeddedSamples() {\n")
    string(APPEND code "    static constexpr std::array<EmbeddedSample, ${count}> Samples{{\n")
    foreach(file ${ARGN})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        file(RELATIVE_PATH name ${folder} ${file})
        file(READ ${file} text)
        string(APPEND code "        {\"${name}\", R\"sample(${text})sample\"},\n")
    endforeach()
    string(APPEND code "    }};\n    return Samples;\n}\n\n} // namespace ax\n")
    file(WRITE ${output}.new "${code}")
    file(COPY_FILE ${output}.new ${output} ONLY_IF_DIFFERENT)
endfunction()

// SPDX-License-Identifier: MIT
#include "core/launch/command_file.h"

#include "core/base/identifier.h"
#include "core/launch/template.h"

namespace ax {

namespace {

std::string newFile(const Paths& paths) {
    return joinPath(joinPath(paths.stateDirectory, "cmd"), newSessionId() + ".cmd");
}

Result<void> write(const FileSystem& files, const std::string& path, const std::string& text) {
    if (auto made = files.makeDirectories(std::string(parentFolder(path))); !made)
        return made;
    return files.writeCache(path, text);
}

} // namespace

Result<std::string> writeCommandFile(const FileSystem& files, const Paths& paths,
                                     const std::string& command) {
    const std::string path = newFile(paths);
    if (auto written = write(files, path, command); !written)
        return std::unexpected(written.error());
    return path;
}

Result<std::string> shortCommand(const FileSystem& files, const Paths& paths, const std::string& command) {
    if (command.size() <= LongestCommand)
        return command;
    const std::string path = newFile(paths);
    const std::string quoted = quoteForShell(path);
    if (auto written = write(files, path, "rm -f " + quoted + '\n' + command); !written)
        return std::unexpected(written.error());
    return ". " + quoted;
}

} // namespace ax

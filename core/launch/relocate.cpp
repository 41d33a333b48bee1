// SPDX-License-Identifier: MIT
#include "core/base/paths.h"
#include "core/launch/launch.h"

namespace ax {

namespace {

constexpr std::string_view Extension = ".jsonl";

/// Claude adds a hash of its own making to longer names.
constexpr std::size_t LongestFolderName = 200;

bool isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// `/home/ann/my.app` -> `-home-ann-my-app`
std::string claudeFolderName(std::string_view directory) {
    std::string name(directory);
    for (char& c : name)
        if (!isLetterOrDigit(c))
            c = '-';
    return name;
}

/// What stands beside `<id>.jsonl` in the folder `<id>`: sub-agents, long tool results.
Result<void> moveSideFolder(const FileSystem& files, const std::string& oldFile, const std::string& newFile) {
    const auto moved = files.moveWithoutReplacing(oldFile.substr(0, oldFile.size() - Extension.size()),
                                                  newFile.substr(0, newFile.size() - Extension.size()));
    const bool missing = !moved && moved.error().code == ErrorCode::NotFound;
    const bool taken = !moved && moved.error().code == ErrorCode::Busy;
    return missing || taken ? Result<void>() : moved;
}

} // namespace

Result<std::string> relocateClaudeTranscript(const FileSystem& files, const Session& session,
                                             const std::string& newDirectory) {
    if (!session.file.ends_with(Extension) || !newDirectory.starts_with('/'))
        return std::unexpected(Error{ErrorCode::Invalid, "cannot move the transcript of session " +
                                                             session.id + ": it has no file"});
    std::string_view plainDirectory = newDirectory;
    while (plainDirectory.size() > 1 && plainDirectory.ends_with('/'))
        plainDirectory.remove_suffix(1);
    const std::string folderName = claudeFolderName(plainDirectory);
    if (folderName.size() > LongestFolderName)
        return std::unexpected(
            Error{ErrorCode::Unsupported,
                  "the path " + newDirectory +
                      " is too long: Claude Code files its sessions under a name that is not known here"});

    const std::string oldFolder(parentFolder(session.file));
    const std::string newFolder = joinPath(parentFolder(oldFolder), folderName);
    const std::string newFile = joinPath(newFolder, fileName(session.file));
    if (newFile == session.file)
        return newFile;
    if (auto made = files.makeDirectories(newFolder); !made)
        return std::unexpected(made.error());

    const auto moved = files.moveWithoutReplacing(session.file, newFile);
    if (!moved &&
        moved.error().code == ErrorCode::Busy) // a transcript of this session is there: that one resumes
        return newFile;
    if (!moved)
        return std::unexpected(moved.error());
    if (auto followed = moveSideFolder(files, session.file, newFile); !followed) {
        // A transcript without its sub-agents would look complete: rather nothing than half.
        (void)files.moveWithoutReplacing(newFile, session.file);
        return std::unexpected(followed.error());
    }
    return newFile;
}

} // namespace ax

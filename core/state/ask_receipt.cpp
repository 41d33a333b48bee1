// SPDX-License-Identifier: MIT
#include "core/state/ask_receipt.h"

#include "core/base/directory_watcher.h"

#include <algorithm>
#include <memory>
#include <thread>

namespace ax {

namespace {

using namespace std::chrono_literals;

constexpr auto LookAgain = 50ms; ///< where the kernel does not tell of changes

bool isTaken(const FileSystem& files, const Paths& paths, std::string_view fileId,
             const AskRequest& answered) {
    const auto now = readAskRequest(files, paths, fileId);
    return now ? *now != answered : now.error().code == ErrorCode::NotFound;
}

} // namespace

AskReceipt awaitAskReceipt(const FileSystem& files, const Paths& paths, std::string_view fileId,
                           const AskRequest& answered, Deadline deadline) {
    auto watcher = DirectoryWatcher::create();
    const bool isWatched = watcher && (*watcher)->watch(askFolder(paths));
    while (!isTaken(files, paths, fileId, answered)) {
        if (hasPassed(deadline))
            return AskReceipt::NotYet;
        const std::chrono::milliseconds left(pollTimeout(deadline));
        if (isWatched)
            (*watcher)->wait(left);
        else
            std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(left, LookAgain));
    }
    return AskReceipt::Taken;
}

} // namespace ax

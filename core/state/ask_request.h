// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"
#include "core/base/time.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ax {

/// A question that a session asks of its person: `ask/<session id>.json` (facts: ax-compat §2 and §10). The
/// one who asks (`ax ask`, ours or upstream's) writes it and waits; who answers puts the answer into it; the
/// asker takes the answer and removes the file. A file that goes away without one cancels the question. A
/// session has one question at a time: the last one written counts.
struct AskRequest {
    std::string question;
    std::string answer;
    bool isAnswered = false; ///< an empty answer is one too
    std::optional<Timestamp> asked;
    friend bool operator==(const AskRequest&, const AskRequest&) = default;
};

/// A question, or an answer, is no longer than this, in bytes.
inline constexpr std::size_t LongestAskText = 1 << 20;

/// Nothing when it is no JSON object, or a member that is known has another type. Members that are not known
/// count nothing. Safe on any bytes.
std::optional<AskRequest> parseAskRequest(std::string_view json);
/// As upstream's `ax` writes it, byte for byte but for the time zone, which is UTC.
std::string askRequestText(const AskRequest& request);
/// What readers will get: bytes that are no UTF-8 become U+FFFD.
AskRequest asStored(const AskRequest& request);

/// What to watch.
std::string askFolder(const Paths& paths);

/// NotFound when nothing is asked, Invalid when the file is damaged, or the id is no file name.
Result<AskRequest> readAskRequest(const FileSystem& files, const Paths& paths, std::string_view sessionId);
Result<void> writeAskRequest(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                             const AskRequest& request);

/// Puts the answer in, for the asker to take, and returns what is in the file now. NotFound when nothing is
/// asked, Busy when there is an answer that was not taken yet; both say so in a sentence.
Result<AskRequest> answerAskRequest(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                                    std::string_view answer);

/// For the asker: removes its own question, and returns what was in the file last, be it an answer that came
/// in this moment. Nothing when it is gone, or another question has taken its place, which stays.
std::optional<AskRequest> takeAskRequest(const FileSystem& files, const Paths& paths,
                                         std::string_view sessionId, const AskRequest& own);
/// Whether both are one question, answered or not: who answers leaves the text and the time as they are.
bool isSameQuestion(const AskRequest& left, const AskRequest& right);

/// A question in the file `ask/<fileId>.json`. That is the session's id; or the id that it was launched with,
/// when its agent took another one meanwhile.
struct FiledAsk {
    std::string fileId;
    AskRequest request;
    bool isPending() const { return !request.isAnswered; }
};

/// All that can be read, also those that are answered and not taken yet, by the true id of their session
/// (`alias/`). Damaged files are passed over: they ask nothing.
std::map<std::string, FiledAsk> readAskRequests(const FileSystem& files, const Paths& paths);

/// Removes what this session asks, also under its launch id: who waits for the answer learns that none comes.
void removeAskRequest(const FileSystem& files, const Paths& paths, std::string_view sessionId);

} // namespace ax

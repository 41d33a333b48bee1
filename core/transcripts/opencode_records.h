// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/record_source.h"

#include <memory>

namespace ax {

/// The records of one opencode session, made from the rows of its database: one JSON object for each part of
/// each message, in the order in which opencode shows them (time of the message, id of the message, id of the
/// part). A message without parts (an answer that failed at once) is one record too. The shape, its members
/// always in this order and without blanks between them:
///
///     {"id":"prt_…",        of the part; "" for a message without parts
///      "messageId":"msg_…",
///      "role":"user",       user | assistant, as message.data says; "" when it does not
///      "time":17952311959,  milliseconds since the epoch: of the part, else of the message; or null
///      "message":{…},       members of message.data as stored: role, parentID, agent, mode, modelID,
///                           providerID, model, cost, tokens, time, finish, error, and summary when it is
///                           true (diffs, paths and prompts are left out); null when it is damaged
///      "part":{…}}          part.data as stored, or null for a message without parts
///
/// What is said stands in `part`: `{"type":"text","text":"…"}` by `role` (unless `"synthetic":true` or
/// `"ignored":true`: written by the program), and a tool's result in `{"type":"tool","tool":"bash",
/// "callID":"…","state":{"status":"completed","input":{…},"output":"…"}}` (`"error":"…"` instead of
/// `output` when `status` is `error`). Other types: reasoning (`text`), file (`mime`, `filename`, `url`,
/// often a data: URL), patch, compaction, subtask, agent, retry, snapshot, step-start, step-finish.
///
/// A position is the rank of a record in the session. A damaged `part.data` makes a record that is no JSON.
/// Parts of an answer that is still under way change in place: their records `mayBeUnfinished`.
std::unique_ptr<RecordSource> openOpencodeRecords(const TranscriptLocation& location);

} // namespace ax

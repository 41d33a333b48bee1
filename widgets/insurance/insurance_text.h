// SPDX-License-Identifier: MIT
#pragma once

#include "core/archive/history_keeper.h"

#include <QString>

namespace ax::widgets {

/// The day that an agent may delete a transcript on, for people: `28 November`, or "at its next start" when
/// it has passed.
QString deletionDay(Timestamp when, Timestamp now);

/// What becomes of a session's transcript, for its details; empty when nothing is going to.
QString historySentence(const Session& session, const HistoryState& state, Timestamp now);

/// How long the agents keep transcripts and where that is set, a line each; empty when none deletes any.
/// `home`: for short paths.
QString retentionSentences(const RetentionPolicies& policies, const std::string& home);

/// The question of the bar.
QString insuranceQuestion(const HistoryState& state);

} // namespace ax::widgets

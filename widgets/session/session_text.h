// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <QString>

#include <optional>
#include <string>

namespace ax::widgets {

/// Facts of a session as sentences for people: one wording for header, details and dialogs.

QString displayTitle(const Session& session);
QString folderText(const Session& session, const QString& home);
QString timeText(std::optional<Timestamp> time);
QString tokensText(const TokenCounts& tokens);
QString contextText(const Session& session);
QString costSentence(const Cost& cost);
/// "needs you: approve Bash: touch y.txt (reported by the agent, 10:03:12)".
QString statusSentence(const SessionStatus& status);
/// "reported by the agent, 10:03:12".
QString evidenceText(const SessionStatus& status);

} // namespace ax::widgets

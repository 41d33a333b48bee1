// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/time.h"
#include "core/index/session.h"
#include "widgets/table/session_column.h"

#include <QString>

#include <optional>

namespace ax::widgets {

/// What the session table says in a cell, in its tooltip and to a screen reader. Every text of an agent comes
/// out harmless (transcript/display_text.h); tooltips are escaped, so that markup in a title stays text.
class CellText {
public:
    explicit CellText(QString home);

    QString display(const Session& session, SessionColumn column, Timestamp now) const;
    QString toolTip(const Session& session, SessionColumn column, Timestamp now) const;
    QString accessible(const Session& session, SessionColumn column, Timestamp now) const;
    /// True for what should stand back: all but the status, a title and a known cost.
    bool isMuted(const Session& session, SessionColumn column) const;

    static QString columnTitle(SessionColumn column);

private:
    QString folder(const Session& session) const;

    std::string m_home;
};

/// `now`, `5m`, `3h`, `12d`; a dash when unknown.
QString ageText(std::optional<Timestamp> then, Timestamp now);
/// `$3.02`, `~$3.02` when estimated, `<1¢`, `$12,346`; a dash when unknown.
QString costText(const Cost& cost);
/// `71%`, a dash when unknown.
QString shareText(std::optional<double> share);
/// "needs you: approve Bash: touch y.txt · reported by the agent 4 s ago"; words of the agent stand isolated,
/// so that their direction ends with them.
QString statusWithEvidence(const SessionStatus& status, Timestamp now);

/// Text of any origin as a tooltip that wraps and is never read as markup; empty stays empty.
QString plainToolTip(const QString& text);

/// Keeps the writing direction of `text` from reaching what stands beside it. Text without right-to-left
/// letters comes back as it is.
QString isolated(const QString& text);

} // namespace ax::widgets

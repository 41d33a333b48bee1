// SPDX-License-Identifier: MIT
#include "widgets/insurance/insurance_text.h"

#include "widgets/transcript/display_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace ax::widgets {

namespace {

struct InsuranceText {
    Q_DECLARE_TR_FUNCTIONS(InsuranceText)
};

} // namespace

QString deletionDay(Timestamp when, Timestamp now) {
    if (when <= now) {
        return InsuranceText::tr("at its next start");
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch()).count();
    const QDate day = QDateTime::fromSecsSinceEpoch(seconds).date();
    return QLocale().toString(day, InsuranceText::tr("d MMMM", "a day without its year"));
}

// Claude Code is the one agent that is known to delete by itself (core/archive/retention_policy.h).
QString historySentence(const Session& session, const HistoryState& state, Timestamp now) {
    if (session.isKeptCopy) {
        return InsuranceText::tr("The original is gone; this is the copy that was kept");
    }
    const bool isKept = state.kept.contains(session.key());
    const auto when = whenDeleted(session, state.policies);
    if (!when) {
        return isKept ? InsuranceText::tr("A copy is kept") : QString();
    }
    const QString day = deletionDay(*when, now);
    if (*when <= now) {
        return isKept ? InsuranceText::tr("Claude Code will delete this at its next start; a copy is kept")
                      : InsuranceText::tr("Claude Code will delete this at its next start; no copy is kept");
    }
    return isKept ? InsuranceText::tr("Claude Code will delete this on %1; a copy is kept").arg(day)
                  : InsuranceText::tr("Claude Code will delete this on %1; no copy is kept").arg(day);
}

QString retentionSentences(const RetentionPolicies& policies, const std::string& home) {
    QStringList lines;
    for (const auto& [harness, policy] : policies) {
        if (!policy.keepFor) {
            lines.append(InsuranceText::tr("%1 deletes no conversations.").arg(displayLine(harness)));
            continue;
        }
        const int days = static_cast<int>(policy.keepFor->count());
        const QString name = displayLine(harness);
        lines.append(
            policy.source.empty()
                ? InsuranceText::tr(
                      "%1 deletes a conversation %n day(s) after its last change unless told otherwise.",
                      nullptr, days)
                      .arg(name)
                : InsuranceText::tr("%1 deletes a conversation %n day(s) after its last change, as %2 says.",
                                    nullptr, days)
                      .arg(name, displayLine(abbreviateHome(policy.source, home))));
    }
    return lines.join(u'\n');
}

QString insuranceQuestion(const HistoryState& state) {
    return InsuranceText::tr(
        "Claude Code deletes %Ln conversation(s) within 3 days. Keep copies of all conversations here?",
        nullptr, static_cast<int>(state.expiring.size()));
}

} // namespace ax::widgets

// SPDX-License-Identifier: MIT
#include "widgets/session/session_text.h"

#include "core/base/paths.h"
#include "widgets/table/cell_text.h"
#include "widgets/table/row_entry.h"
#include "widgets/transcript/display_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace ax::widgets {

namespace {

/// Free functions have no tr() of their own: this is their translation context.
struct SessionText {
    Q_DECLARE_TR_FUNCTIONS(SessionText)
};

QDateTime localTime(Timestamp time) {
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(milliseconds.count());
}

} // namespace

QString displayTitle(const Session& session) {
    const QString title = displayLine(session.title);
    return title.isEmpty() ? SessionText::tr("(no prompt yet)") : title;
}

QString folderText(const Session& session, const QString& home) {
    const QString folder = displayLine(abbreviateHome(session.directory, home.toStdString()));
    return session.directoryExists ? folder : SessionText::tr("! %1 (moved or removed)").arg(folder);
}

QString timeText(std::optional<Timestamp> time) {
    return time ? QLocale().toString(localTime(*time), QLocale::ShortFormat) : QString();
}

QString tokensText(const TokenCounts& tokens) {
    const QLocale locale;
    return SessionText::tr("%1 in, %2 out, %3 read from cache, %4 written to cache")
        .arg(locale.toString(qulonglong(tokens.input)), locale.toString(qulonglong(tokens.output)),
             locale.toString(qulonglong(tokens.cacheRead)), locale.toString(qulonglong(tokens.cacheWrite)));
}

QString contextText(const Session& session) {
    const QLocale locale;
    if (session.contextTokens == 0) {
        return {};
    }
    const QString used = locale.toString(qulonglong(session.contextTokens));
    if (session.contextWindow == 0) {
        return SessionText::tr("%1 tokens; the size of this model's window is not known").arg(used);
    }
    return SessionText::tr("%1 of %2 tokens (%3)")
        .arg(used, locale.toString(qulonglong(session.contextWindow)), shareText(contextShare(session)));
}

QString costSentence(const Cost& cost) {
    const QString dollars = QStringLiteral("$%1").arg(cost.dollars, 0, 'f', 2);
    switch (cost.basis) {
    case CostBasis::Recorded:
        return SessionText::tr("%1, recorded by the agent").arg(dollars);
    case CostBasis::Estimated:
        return SessionText::tr("about %1 at API prices").arg(dollars);
    case CostBasis::Unknown:
        break;
    }
    return SessionText::tr("not known: this model has no listed price");
}

QString evidenceText(const SessionStatus& status) {
    QString evidence = displayLine(status.evidence);
    if (evidence.isEmpty() || !status.since) {
        return evidence;
    }
    return SessionText::tr("%1, %2").arg(evidence,
                                         localTime(*status.since).toString(QStringLiteral("HH:mm:ss")));
}

QString statusSentence(const SessionStatus& status) {
    if (status.status == Status::Past) {
        return SessionText::tr("not running");
    }
    QString sentence = displayLine(statusWord(status.status));
    if (!status.detail.empty()) {
        sentence += QStringLiteral(": ") + displayLine(status.detail);
    }
    const QString evidence = evidenceText(status);
    return evidence.isEmpty() ? sentence : QStringLiteral("%1 (%2)").arg(sentence, evidence);
}

} // namespace ax::widgets

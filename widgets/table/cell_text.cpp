// SPDX-License-Identifier: MIT
#include "widgets/table/cell_text.h"

#include "core/base/paths.h"
#include "widgets/table/row_entry.h"
#include "widgets/theme/painting.h"
#include "widgets/transcript/display_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace ax::widgets {

namespace {

/// Free functions have no tr() of their own: this is their translation context.
struct SessionTable {
    Q_DECLARE_TR_FUNCTIONS(SessionTable)
};

constexpr qsizetype MaximumCell = 300;     ///< characters: more than any screen shows in one line
constexpr qsizetype MaximumToolTip = 2000; ///< characters

const QString& dash() {
    static const QString text = QStringLiteral("–");
    return text;
}

QString line(std::string_view bytes, qsizetype maximum) {
    // No glyph takes more than this many bytes on average; what is behind it would be cut anyway.
    return displayLine(bytes.substr(0, static_cast<std::size_t>(maximum) * 16), maximum).trimmed();
}

QString absoluteTime(Timestamp time) {
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(milliseconds.count()), QLocale::LongFormat);
}

QString agoText(Timestamp then, Timestamp now) {
    using namespace std::chrono;
    const auto age = std::max(duration_cast<seconds>(now - then), seconds(0));
    if (age < minutes(1)) {
        return SessionTable::tr("%1 s ago").arg(age.count());
    }
    if (age < hours(1)) {
        return SessionTable::tr("%1 min ago").arg(duration_cast<minutes>(age).count());
    }
    if (age < hours(48)) {
        return SessionTable::tr("%1 h ago").arg(duration_cast<hours>(age).count());
    }
    return SessionTable::tr("%1 days ago").arg(duration_cast<days>(age).count());
}

QString costToolTip(const Session& session) {
    if (!knownCost(session)) {
        return SessionTable::tr("Cost not known: no price is listed for this model.");
    }
    const QString dollars = QLocale(QLocale::C).toString(session.cost.dollars, 'f', 4);
    return session.cost.basis == CostBasis::Recorded
               ? SessionTable::tr("$%1, recorded by the agent").arg(dollars)
               : SessionTable::tr("about $%1: tokens at list prices").arg(dollars);
}

QString contextToolTip(const Session& session) {
    const QLocale locale;
    if (session.contextTokens == 0) {
        return SessionTable::tr("Context in use not known");
    }
    const QString used = locale.toString(qulonglong(session.contextTokens));
    return session.contextWindow == 0
               ? SessionTable::tr("%1 tokens in context; the size of this model's window is not known")
                     .arg(used)
               : SessionTable::tr("%1 of %2 tokens in context")
                     .arg(used, locale.toString(qulonglong(session.contextWindow)));
}

bool isRightToLeft(char32_t c) {
    const QChar::Direction direction = QChar::direction(c);
    return direction == QChar::DirR || direction == QChar::DirAL;
}

} // namespace

CellText::CellText(QString home) : m_home(home.toStdString()) {
}

QString CellText::folder(const Session& session) const {
    return line(abbreviateHome(session.directory, m_home), MaximumCell);
}

QString CellText::display(const Session& session, SessionColumn column, Timestamp now) const {
    switch (column) {
    case SessionColumn::Status:
        return statusText(session.status.status);
    case SessionColumn::Title: {
        const QString title = line(session.title, MaximumCell);
        return title.isEmpty() ? SessionTable::tr("(no prompt yet)") : title;
    }
    case SessionColumn::Harness:
        return line(session.harness, MaximumCell);
    case SessionColumn::Model:
        return session.model.empty() ? dash() : line(shortModel(session.model), MaximumCell);
    case SessionColumn::Age:
        return ageText(session.last, now);
    case SessionColumn::Context:
        return shareText(contextShare(session));
    case SessionColumn::Cost:
        return costText(session.cost);
    case SessionColumn::Folder:
        if (session.directory.empty()) {
            return dash();
        }
        return session.directoryExists ? folder(session) : QStringLiteral("! ") + folder(session);
    }
    return {};
}

QString CellText::toolTip(const Session& session, SessionColumn column, Timestamp now) const {
    switch (column) {
    case SessionColumn::Status:
        return plainToolTip(statusWithEvidence(session.status, now));
    case SessionColumn::Title:
        return plainToolTip(line(session.title, MaximumToolTip));
    case SessionColumn::Harness:
        return plainToolTip(line(session.key(), MaximumToolTip));
    case SessionColumn::Model:
        return plainToolTip(line(session.model, MaximumToolTip));
    case SessionColumn::Age:
        return plainToolTip(session.last ? SessionTable::tr("Last active %1").arg(absoluteTime(*session.last))
                                         : SessionTable::tr("Last activity not known"));
    case SessionColumn::Context:
        return plainToolTip(contextToolTip(session));
    case SessionColumn::Cost:
        return plainToolTip(costToolTip(session));
    case SessionColumn::Folder: {
        const QString path = line(session.directory, MaximumToolTip);
        if (session.directoryExists || path.isEmpty()) {
            return plainToolTip(path);
        }
        return plainToolTip(
            SessionTable::tr("%1\nThis folder was moved or removed. Enter asks where it went.")
                .arg(isolated(path)));
    }
    }
    return {};
}

QString CellText::accessible(const Session& session, SessionColumn column, Timestamp now) const {
    switch (column) {
    case SessionColumn::Status:
        return statusWithEvidence(session.status, now);
    case SessionColumn::Title:
        return session.title.empty() ? display(session, column, now) : line(session.title, MaximumToolTip);
    case SessionColumn::Context:
        return contextShare(session)
                   ? SessionTable::tr("%1 of the context used").arg(shareText(contextShare(session)))
                   : contextToolTip(session);
    case SessionColumn::Cost:
        return knownCost(session) ? display(session, column, now) : costToolTip(session);
    case SessionColumn::Folder:
        return session.directoryExists ? display(session, column, now)
                                       : SessionTable::tr("%1, moved or removed").arg(folder(session));
    case SessionColumn::Harness:
    case SessionColumn::Model:
    case SessionColumn::Age:
        break;
    }
    return display(session, column, now);
}

bool CellText::isMuted(const Session& session, SessionColumn column) const {
    switch (column) {
    case SessionColumn::Status:
        return session.status.status == Status::Idle || session.status.status == Status::Past;
    case SessionColumn::Title:
        return line(session.title, MaximumCell).isEmpty();
    case SessionColumn::Cost:
        return !knownCost(session);
    case SessionColumn::Harness:
    case SessionColumn::Model:
    case SessionColumn::Age:
    case SessionColumn::Context:
    case SessionColumn::Folder:
        break;
    }
    return true;
}

QString CellText::columnTitle(SessionColumn column) {
    switch (column) {
    case SessionColumn::Status:
        return SessionTable::tr("Status");
    case SessionColumn::Title:
        return SessionTable::tr("Title");
    case SessionColumn::Harness:
        return SessionTable::tr("Agent");
    case SessionColumn::Model:
        return SessionTable::tr("Model");
    case SessionColumn::Age:
        return SessionTable::tr("Age");
    case SessionColumn::Context:
        return SessionTable::tr("Context");
    case SessionColumn::Cost:
        return SessionTable::tr("Cost");
    case SessionColumn::Folder:
        return SessionTable::tr("Folder");
    }
    return {};
}

QString ageText(std::optional<Timestamp> then, Timestamp now) {
    return then ? QString::fromStdString(formatAge(then, now)) : dash();
}

QString costText(const Cost& cost) {
    Session session;
    session.cost = cost;
    if (!knownCost(session)) {
        return dash();
    }
    if (cost.dollars > 0 && cost.dollars < 0.01) {
        return QStringLiteral("<1¢");
    }
    // Prices are in dollars whatever the locale: one way to write them. Cents beside thousands only take
    // room.
    const QString dollars = QLocale(QLocale::English, QLocale::UnitedStates)
                                .toString(cost.dollars, 'f', cost.dollars < 1000 ? 2 : 0);
    return (cost.basis == CostBasis::Estimated ? QStringLiteral("~$") : QStringLiteral("$")) + dollars;
}

QString shareText(std::optional<double> share) {
    constexpr double Absurd = 9.99; // a damaged count must not widen the column
    return share ? QStringLiteral("%1%").arg(std::lround(std::min(*share, Absurd) * 100)) : dash();
}

QString statusWithEvidence(const SessionStatus& status, Timestamp now) {
    if (status.status == Status::Past) {
        return SessionTable::tr("not running");
    }
    QString sentence = statusText(status.status);
    if (const QString detail = line(status.detail, MaximumToolTip); !detail.isEmpty()) {
        sentence = SessionTable::tr("%1: %2", "status: what is asked").arg(sentence, isolated(detail));
    }
    QString evidence = isolated(line(status.evidence, MaximumToolTip));
    if (!evidence.isEmpty() && status.since) {
        evidence =
            SessionTable::tr("%1 %2", "who says so, how long ago").arg(evidence, agoText(*status.since, now));
    }
    return evidence.isEmpty() ? sentence : sentence + QStringLiteral(" · ") + evidence;
}

QString plainToolTip(const QString& text) {
    if (text.isEmpty()) {
        return {};
    }
    return QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

QString isolated(const QString& text) {
    constexpr QChar FirstStrongIsolate(0x2068);
    constexpr QChar PopIsolate(0x2069);
    const auto codePoints = QStringView(text).toUcs4();
    return std::ranges::any_of(codePoints, isRightToLeft) ? FirstStrongIsolate + text + PopIsolate : text;
}

} // namespace ax::widgets

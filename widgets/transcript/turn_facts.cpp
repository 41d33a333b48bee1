// SPDX-License-Identifier: MIT
#include "widgets/transcript/turn_facts.h"

#include "widgets/transcript/display_text.h"
#include "widgets/transcript/transcript_view.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <chrono>

namespace ax::widgets {
namespace {

QDateTime localTime(const Turn& turn) {
    if (!turn.time)
        return {};
    using std::chrono::milliseconds;
    const auto sinceEpoch = std::chrono::floor<milliseconds>(*turn.time).time_since_epoch();
    return QDateTime::fromMSecsSinceEpoch(sinceEpoch.count());
}

QString minuteFormat() {
    QString format = QLocale().timeFormat(QLocale::ShortFormat);
    for (const QString& seconds : {QStringLiteral(":ss"), QStringLiteral(".ss")})
        format.remove(seconds);
    return format;
}

} // namespace

QString shortCount(std::uint64_t count) {
    const QLocale locale;
    struct Unit {
        std::uint64_t size;
        QChar letter;
    };
    for (const Unit unit : {Unit{1'000'000'000, u'G'}, Unit{1'000'000, u'M'}, Unit{1'000, u'k'}}) {
        // 999,950 would round to "1000k".
        if (count < unit.size - unit.size / 2000)
            continue;
        const double value = static_cast<double>(count) / static_cast<double>(unit.size);
        return locale.toString(value, 'f', value < 9.95 ? 1 : 0) + unit.letter;
    }
    return QString::number(count);
}

QString turnTime(const Turn& turn, DayPart day) {
    const QDateTime time = localTime(turn);
    if (!time.isValid())
        return {};
    const QString hours = QLocale().toString(time.time(), minuteFormat());
    return day == DayPart::Shown ? QLocale().toString(time.date(), QStringLiteral("d MMM")) + u' ' + hours
                                 : hours;
}

bool sameMinute(const Turn& one, const Turn& other) {
    return turnTime(one, DayPart::Shown) == turnTime(other, DayPart::Shown);
}

bool sameDay(const Turn& one, const Turn& other) {
    return localTime(one).date() == localTime(other).date();
}

QString turnTokens(const Turn& turn) {
    const std::uint64_t added = turn.tokens.input + turn.tokens.cacheWrite + turn.tokens.output;
    return added == 0 ? QString() : TranscriptView::tr("%1 tok").arg(shortCount(added));
}

QString turnCost(const Turn& turn) {
    if (turn.tokens.total() == 0)
        return {};
    const auto dollars = estimateCost(turn.tokens, ModelCatalog::builtIn().find(turn.model));
    if (!dollars)
        return QStringLiteral("–");
    const double shown = *dollars;
    if (shown < 0.005)
        return QStringLiteral("<$0.01");
    return QStringLiteral("~$") + QLocale().toString(shown, 'f', 2);
}

QString turnDetails(const Turn& turn) {
    const QLocale locale;
    QStringList lines;
    if (const QDateTime time = localTime(turn); time.isValid())
        lines += locale.toString(time, QLocale::LongFormat);
    if (!turn.model.empty())
        lines += displayLine(turn.model, 80);
    const auto count = [&](const QString& text, std::uint64_t tokens) {
        if (tokens > 0)
            lines += text.arg(locale.toString(static_cast<qulonglong>(tokens)));
    };
    count(TranscriptView::tr("%1 tokens in"), turn.tokens.input);
    count(TranscriptView::tr("%1 tokens out"), turn.tokens.output);
    count(TranscriptView::tr("%1 tokens from the prompt cache"), turn.tokens.cacheRead);
    count(TranscriptView::tr("%1 tokens into the prompt cache"), turn.tokens.cacheWrite);
    if (const QString cost = turnCost(turn); !cost.isEmpty())
        lines += cost == QStringLiteral("–") ? TranscriptView::tr("No price is known for this model")
                                             : TranscriptView::tr("%1 at API prices").arg(cost);
    return lines.join(u'\n');
}

} // namespace ax::widgets

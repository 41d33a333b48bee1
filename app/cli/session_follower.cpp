// SPDX-License-Identifier: MIT
#include "app/cli/session_follower.h"

#include "app/cli/command.h"
#include "app/cli/read_members.h"
#include "core/index/live_index.h"

#include <algorithm>
#include <format>

namespace ax::cli {

namespace {

constexpr std::chrono::seconds Quiet{5};

/// When a file that was changed `age` ago has been quiet long enough.
Deadline quietAfter(std::chrono::nanoseconds age) {
    const auto left = std::clamp<std::chrono::nanoseconds>(Quiet - age, std::chrono::nanoseconds(0), Quiet);
    return std::chrono::steady_clock::now() + std::chrono::ceil<std::chrono::milliseconds>(left);
}

std::string_view reasonOf(Status status) {
    return status == Status::NeedsAuth ? "auth" : status == Status::NeedsYou ? "input" : "";
}

} // namespace

int SessionFollower::run() {
    auto pipe = makePipe();
    if (!pipe) {
        m_diagnostics.say(pipe.error().message);
        return ExitFailure;
    }
    SnapshotInbox inbox(std::move(*pipe));
    const LiveIndex index(m_world.indexContext(),
                          [&inbox](SnapshotPointer snapshot) { inbox.put(std::move(snapshot)); });
    return loop(inbox) == Going::Failed ? ExitFailure : ExitOk;
}

SessionFollower::Going SessionFollower::loop(SnapshotInbox& inbox) {
    const Deadline end = m_options.timeout.count() > 0
                             ? deadlineAfter(std::chrono::ceil<std::chrono::milliseconds>(m_options.timeout))
                             : Never;
    while (true) {
        const auto arrival = inbox.wait(m_output.descriptor(), std::min(end, nextQuiet()));
        if (arrival.readerIsGone)
            return Going::Ended;
        if (arrival.snapshot && !arrival.snapshot->progress) { // whole ones only
            if (const Going going = take(*arrival.snapshot); going != Going::On)
                return going;
        }
        for (auto& [key, member] : m_members) {
            if (member.quietAt && hasPassed(*member.quietAt))
                tellTurn(member);
        }
        if (isOver() || hasPassed(end))
            return m_isLost ? Going::Failed : Going::Ended;
    }
}

SessionFollower::Going SessionFollower::take(const Snapshot& snapshot) {
    const auto sessions = readMembers(snapshot, m_world, m_options);
    if (!sessions && sessions.error().code == ErrorCode::Invalid) {
        m_diagnostics.say(sessions.error().message);
        return Going::Failed;
    }
    if (!sessions && !m_toldOfWaiting) {
        m_diagnostics.say(sessions.error().message + "; waiting for it");
        m_toldOfWaiting = true;
    }
    if (sessions) {
        for (const SessionPointer& session : *sessions)
            follow(session,
                   readSessionMeta(m_world.files(), m_world.paths(), session->id).value_or(SessionMeta{}));
    }
    m_isFirst = false;
    return Going::On;
}

void SessionFollower::follow(const SessionPointer& session, SessionMeta meta) {
    const auto [entry, isNew] = m_members.try_emplace(session->key());
    Member& member = entry->second;
    if (member.hasEnded || member.session == session)
        return;
    member.session = session;
    member.meta = std::move(meta);
    if (isNew)
        member.told = m_options.fromNow ? 0 : m_options.since;
    countRecords(member);
    if (isNew && m_options.fromNow && m_isFirst) {
        member.told = member.count;
        member.quietAt.reset();
    }
    tellStatus(member);
}

void SessionFollower::countRecords(Member& member) {
    const std::string& file = member.session->file;
    const auto status = file.empty() ? std::unexpected(Error{}) : m_world.files().status(file);
    if (!status)
        return; // not yet, or not any more: the next change tells
    if (!member.turns || !(member.identity == status->identity)) {
        auto opened = TranscriptTurns::open(m_world.files(), member.session->location());
        if (!opened) {
            m_diagnostics.say(opened.error().message);
            return;
        }
        member.turns.reset();
        member.turns.emplace(std::move(*opened));
        member.identity = status->identity;
    }
    const std::uint64_t before = member.count;
    member.count = member.turns->count().value_or(before);
    if (member.count > member.told && member.count != before)
        member.quietAt = quietAfter(m_world.clock().now().time_since_epoch() -
                                    std::chrono::nanoseconds(status->modifiedNanoseconds));
}

void SessionFollower::tellStatus(Member& member) {
    const SessionStatus& now = member.session->status;
    const bool isLive = member.session->isLive();
    const bool isWaiting = !reasonOf(now.status).empty() && member.status != now.status;
    member.status = now.status;
    if (isWaiting) {
        tell(member, "waiting", takeNews(member), reasonOf(now.status), now.detail);
    } else if (now.status == Status::Crash || (member.wasLive && !isLive)) {
        tellTurn(member);
        member.hasEnded = true;
        tell(member, now.status == Status::Crash ? "crash" : "exit", std::nullopt);
    }
    member.wasLive |= isLive;
}

/// The last turn that was not told yet; it counts as told from here on.
std::optional<RecordTurn> SessionFollower::takeNews(Member& member) {
    member.quietAt.reset();
    if (!member.turns || member.count <= member.told)
        return std::nullopt;
    auto turns = member.turns->readLast(1, member.told, [](const RecordTurn&) { return true; });
    member.told = member.count;
    return turns && !turns->empty() ? std::optional(std::move(turns->front().turn)) : std::nullopt;
}

void SessionFollower::tellTurn(Member& member) {
    if (auto turn = takeNews(member))
        tell(member, "turn", std::move(turn));
}

void SessionFollower::tell(const Member& member, std::string_view event, std::optional<RecordTurn> turn,
                           std::string_view reason, std::string_view hint) {
    if (!m_options.events.contains(std::string(event)) ||
        (m_options.limit > 0 && m_events >= m_options.limit))
        return;
    const Session& session = *member.session;
    const FollowEvent told = {.id = session.id,
                              .name = member.meta.name.empty() ? session.title : member.meta.name,
                              .run = member.meta.run,
                              .event = std::string(event),
                              .cursor = member.count,
                              .turn = std::move(turn),
                              .reason = std::string(reason),
                              .hint = std::string(hint)};
    m_output.write(formatEvent(told, m_options.withContent ? Content::Whole : Content::Short));
    ++m_events;
    if (const auto written = m_output.finish(); !written && !m_isLost) {
        m_diagnostics.say(written.error().message);
        m_isLost = true;
    }
}

Deadline SessionFollower::nextQuiet() const {
    Deadline next = Never;
    for (const auto& [key, member] : m_members)
        next = std::min(next, member.quietAt.value_or(Never));
    return next;
}

bool SessionFollower::isOver() const {
    const bool hasEnded =
        m_options.run.empty() && !m_members.empty() &&
        std::ranges::all_of(m_members, [](const auto& entry) { return entry.second.hasEnded; });
    return hasEnded || m_isLost || (m_options.limit > 0 && m_events >= m_options.limit);
}

} // namespace ax::cli

// SPDX-License-Identifier: MIT
#include "tests/bench/corpus_writer.h"

#include "tests/bench/claude_transcript_generator.h"
#include "tests/bench/codex_transcript_generator.h"
#include "tests/bench/list_price.h"
#include "tests/bench/opencode_database_generator.h"
#include "tests/bench/pi_transcript_generator.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <cstdlib>
#include <fcntl.h>
#include <format>
#include <fstream>
#include <map>
#include <print>
#include <sys/stat.h>
#include <thread>

namespace ax::bench {

namespace {

constexpr std::array<std::string_view, 4> AgentNames = {"claude", "codex", "pi", "opencode"};

/// The share of a session's bytes that its sub-agents' transcripts take, each.
std::uint64_t subAgentBytes(const SessionPlan& plan) {
    return plan.bytes / 8;
}
std::uint64_t mainBytes(const SessionPlan& plan) {
    return plan.bytes - plan.subAgents * subAgentBytes(plan);
}

/// A sub-agent is a small session of its own that runs while its parent does.
SessionPlan subAgentPlan(const SessionPlan& plan, std::size_t index) {
    SessionPlan child = plan;
    child.seed = RandomSource(plan.seed + 1 + index).next();
    child.bytes = subAgentBytes(plan);
    child.startMilliseconds += 60'000 * (index + 1);
    child.subAgents = 0;
    child.longContext = false;
    child.promptWords.clear();
    child.answerWords.clear();
    child.toolWords.clear();
    return child;
}

/// Claude Code's folder name: every character that is no letter or digit becomes a dash.
std::string claudeFolder(const std::string& directory) {
    std::string folder;
    for (const char character : directory) {
        const auto byte = static_cast<unsigned char>(character);
        if ((byte & 0xC0) != 0x80) // once a character, not once a byte
            folder += byte < 0x80 && std::isalnum(byte) ? character : '-';
    }
    return folder;
}

std::uint64_t historyBytes(const SessionPlan& parent, Ancestry ancestry) {
    return ancestry == Ancestry::Fork ? parent.bytes / 2 : mainBytes(parent);
}

/// For forks that copy: what is left of their bytes after the copy, and never nothing.
std::uint64_t ownBytes(const SessionPlan& plan, std::size_t copied) {
    return plan.bytes > copied + 20'000 ? plan.bytes - copied : 20'000;
}

std::string tallyText(const Tally& tally) {
    return std::format(R"({{"input": {}, "output": {}, "cacheRead": {}, "cacheWrite": {}}})", tally.input,
                       tally.output, tally.cacheRead, tally.cacheWrite);
}

struct AgentSum {
    std::size_t sessions = 0, files = 0, subAgents = 0, forks = 0;
    std::uint64_t bytes = 0, nanodollars = 0;
    Tally own, subAgentTotal;
};

std::string sumText(const AgentSum& sum) {
    std::string text =
        std::format(R"({{"sessions": {}, "forks": {}, "files": {}, "bytes": {}, "subAgents": {},)"
                    "\n      "
                    R"("tokens": {},)"
                    "\n      "
                    R"("subAgentTokens": {})",
                    sum.sessions, sum.forks, sum.files, sum.bytes, sum.subAgents, tallyText(sum.own),
                    tallyText(sum.subAgentTotal));
    if (sum.nanodollars > 0)
        text += std::format(R"(, "recordedDollars": {})", dollarText(sum.nanodollars));
    return text + "}";
}

} // namespace

void CorpusWriter::writeFile(const std::string& path, const std::string& bytes,
                             std::uint64_t modified) const {
    const std::filesystem::path file = m_home / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) {
        std::println(stderr, "ax_corpus: {} could not be written", file.string());
        std::exit(1);
    }
    const timespec time = {.tv_sec = static_cast<std::time_t>(modified / 1000),
                           .tv_nsec = static_cast<long>(modified % 1000 * 1'000'000)};
    const timespec times[2] = {time, time};
    ::utimensat(AT_FDCWD, file.c_str(), times, 0);
}

WrittenSession CorpusWriter::writeClaude(const SessionPlan& plan) const {
    WrittenSession written{.agent = plan.agent, .id = plan.id, .subAgents = plan.subAgents};
    const std::string folder = std::format(".claude/projects/{}/{}", claudeFolder(plan.directory), plan.id);
    written.file = folder + ".jsonl";

    ClaudeTranscriptGenerator generator(plan, plan.id);
    std::string bytes;
    if (plan.ancestry != Ancestry::None) {
        const SessionPlan& parent = m_plan.sessions()[plan.parent];
        written.forkOf = parent.id;
        ClaudeTranscriptGenerator history(parent, plan.id);
        bytes = history.transcript(historyBytes(parent, plan.ancestry));
        generator.continueFrom(history);
        SizeGoal goal(bytes.size() + ownBytes(plan, bytes.size()));
        goal.wantsMore(bytes.size());
        do
            bytes += generator.turn();
        while (goal.wantsMore(bytes.size()));
    } else {
        bytes = generator.transcript(mainBytes(plan));
    }
    for (std::size_t index = 0; index < plan.subAgents; ++index) {
        const SessionPlan childPlan = subAgentPlan(plan, index);
        const std::string agentId = "a" + TextSource(childPlan.seed).hexadecimal(16);
        ClaudeTranscriptGenerator child(childPlan, plan.id);
        child.becomeSubAgent(agentId);
        const std::string childBytes = child.transcript(childPlan.bytes);
        writeFile(std::format("{}/subagents/agent-{}.jsonl", folder, agentId), childBytes,
                  child.milliseconds());
        writeFile(
            std::format("{}/subagents/agent-{}.meta.json", folder, agentId),
            std::format(R"({{"agentType":"general-purpose","isBuiltIn":true,"description":"Delegated work",)"
                        R"("spawnDepth":1,"model":"{}","finished":true}})",
                        plan.model),
            child.milliseconds());
        bytes += generator.delegation(agentId, child.total());
        written.bytes += childBytes.size();
        written.files += 1;
        written.subAgentTotal += child.total();
    }
    if (plan.ancestry == Ancestry::None)
        bytes += generator.end();
    writeFile(written.file, bytes, generator.milliseconds());
    written.bytes += bytes.size();
    written.files += 1;
    written.own = generator.total();
    return written;
}

WrittenSession CorpusWriter::writeCodex(const SessionPlan& plan) const {
    WrittenSession written{.agent = plan.agent, .id = plan.id, .subAgents = plan.subAgents};
    const auto file = [](const SessionPlan& each) {
        const std::string time = RecordClock(each.startMilliseconds).fileText();
        return std::format(".codex/sessions/{}/{}/{}/rollout-{}-{}.jsonl", time.substr(0, 4),
                           time.substr(5, 2), time.substr(8, 2), time, each.id);
    };
    written.file = file(plan);
    CodexTranscriptGenerator generator(plan);
    if (plan.ancestry != Ancestry::None) {
        const SessionPlan& parentPlan = m_plan.sessions()[plan.parent];
        written.forkOf = parentPlan.id;
        CodexTranscriptGenerator parent(parentPlan);
        const std::size_t parentBytes = parent.transcript(historyBytes(parentPlan, plan.ancestry)).size();
        generator.forkFrom(parent, parentBytes);
    }
    const std::string bytes = generator.transcript(mainBytes(plan));
    writeFile(written.file, bytes, generator.milliseconds());
    written.bytes = bytes.size();
    written.files = 1;
    written.own = generator.total();
    for (std::size_t index = 0; index < plan.subAgents; ++index) {
        SessionPlan childPlan = subAgentPlan(plan, index);
        childPlan.id = plan.id.substr(0, 24) + TextSource(childPlan.seed).hexadecimal(12);
        CodexTranscriptGenerator child(childPlan);
        child.becomeSubAgentOf(plan.id);
        const std::string childBytes = child.transcript(childPlan.bytes);
        writeFile(file(childPlan), childBytes, child.milliseconds());
        written.bytes += childBytes.size();
        written.files += 1;
        written.subAgentTotal += child.total();
    }
    return written;
}

WrittenSession CorpusWriter::writePi(const SessionPlan& plan) const {
    WrittenSession written{.agent = plan.agent, .id = plan.id, .files = 1};
    const auto file = [](const SessionPlan& each) {
        std::string folder = each.directory.substr(1);
        std::ranges::replace(folder, '/', '-');
        const std::string time = RecordClock(each.startMilliseconds).fileText();
        return std::format(".pi/agent/sessions/--{}--/{}-{:03}Z_{}.jsonl", folder, time,
                           each.startMilliseconds % 1000, each.id);
    };
    written.file = file(plan);
    PiTranscriptGenerator generator(plan);
    std::string bytes;
    if (plan.ancestry != Ancestry::None) {
        const SessionPlan& parentPlan = m_plan.sessions()[plan.parent];
        written.forkOf = parentPlan.id;
        PiTranscriptGenerator parent(parentPlan);
        bytes = generator.header("/home/ann/" + file(parentPlan)) +
                parent.entries(historyBytes(parentPlan, plan.ancestry));
        generator.continueFrom(parent);
        bytes += generator.entries(ownBytes(plan, bytes.size()));
    } else {
        bytes = generator.header({}) + generator.entries(plan.bytes);
    }
    writeFile(written.file, bytes, generator.milliseconds());
    written.bytes = bytes.size();
    written.own = generator.total();
    written.recordedNanodollars = generator.nanodollars();
    return written;
}

void CorpusWriter::writeOpencode(std::vector<WrittenSession>& sessions) const {
    const std::string file = ".local/share/opencode/opencode.db";
    std::filesystem::create_directories((m_home / file).parent_path());
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(m_home / (file + suffix));
    OpencodeDatabaseGenerator database(m_home / file);
    std::vector<const SessionPlan*> plans;
    for (const SessionPlan& plan : m_plan.sessions()) {
        if (plan.agent == Agent::Opencode)
            plans.push_back(&plan);
    }
    for (const SessionPlan* plan : plans) {
        if (plan == plans.back())
            database.keepInLog();
        WrittenSession& written = sessions[plan->number];
        written = {.agent = plan->agent, .id = plan->id, .file = file, .subAgents = plan->subAgents};
        SessionPlan main = *plan;
        main.bytes = mainBytes(*plan);
        const auto own = database.addSession(main, {});
        written.own = own.total;
        written.bytes = own.textBytes;
        written.recordedNanodollars = own.nanodollars;
        for (std::size_t index = 0; index < plan->subAgents; ++index) {
            SessionPlan childPlan = subAgentPlan(*plan, index);
            childPlan.id = plan->id.substr(0, 16) + TextSource(childPlan.seed).base62(14);
            childPlan.promptWords = {"delegated"};
            const auto child = database.addSession(childPlan, plan->id);
            written.subAgentTotal += child.total;
            written.bytes += child.textBytes;
            written.recordedNanodollars += child.nanodollars;
        }
    }
}

std::vector<WrittenSession> CorpusWriter::write() const {
    std::vector<WrittenSession> sessions(m_plan.sessions().size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t number = next++; number < sessions.size(); number = next++) {
            const SessionPlan& plan = m_plan.sessions()[number];
            if (plan.agent == Agent::Claude)
                sessions[number] = writeClaude(plan);
            else if (plan.agent == Agent::Codex)
                sessions[number] = writeCodex(plan);
            else if (plan.agent == Agent::Pi)
                sessions[number] = writePi(plan);
        }
    };
    {
        std::vector<std::jthread> workers;
        for (unsigned count = 1; count < std::thread::hardware_concurrency(); ++count)
            workers.emplace_back(work);
        writeOpencode(sessions);
        work();
    }
    writeExpectations(sessions);
    writeWords();
    return sessions;
}

void CorpusWriter::writeExpectations(const std::vector<WrittenSession>& sessions) const {
    std::array<AgentSum, AgentNames.size()> sums;
    std::string table =
        "agent\tid\tforkOf\tinput\toutput\tcacheRead\tcacheWrite\tsubAgents\tsubAgentInput\t"
        "subAgentOutput\tsubAgentCacheRead\tsubAgentCacheWrite\trecordedDollars\tbytes\tfile\n";
    for (const WrittenSession& session : sessions) {
        AgentSum& sum = sums[static_cast<std::size_t>(session.agent)];
        ++sum.sessions;
        sum.forks += !session.forkOf.empty();
        sum.files += session.files;
        sum.bytes += session.bytes;
        sum.subAgents += session.subAgents;
        sum.nanodollars += session.recordedNanodollars;
        sum.own += session.own;
        sum.subAgentTotal += session.subAgentTotal;
        const Tally& own = session.own;
        const Tally& child = session.subAgentTotal;
        table += std::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
                             AgentNames[static_cast<std::size_t>(session.agent)], session.id, session.forkOf,
                             own.input, own.output, own.cacheRead, own.cacheWrite, session.subAgents,
                             child.input, child.output, child.cacheRead, child.cacheWrite,
                             dollarText(session.recordedNanodollars), session.bytes, session.file);
    }
    std::string text =
        std::format("{{\n  \"sessions\": {},\n  \"seed\": {},\n  \"agents\": {{\n", sessions.size(), m_seed);
    for (std::size_t agent = 0; agent < sums.size(); ++agent)
        text += std::format("    \"{}\": {}{}\n", AgentNames[agent], sumText(sums[agent]),
                            agent + 1 < sums.size() ? "," : "");
    writeFile("expected.json", text + "  }\n}\n", CorpusEnd);
    writeFile("sessions.tsv", table, CorpusEnd);
}

/// The rare words with the number of sessions that hold them (forks hold their parent's too), then common
/// ones.
void CorpusWriter::writeWords() const {
    std::map<std::string, std::size_t> counts;
    for (const SessionPlan& plan : m_plan.sessions()) {
        std::vector<const SessionPlan*> plans = {&plan};
        if (plan.ancestry != Ancestry::None && plan.agent != Agent::Codex)
            plans.push_back(&m_plan.sessions()[plan.parent]);
        std::vector<std::string> words;
        for (const SessionPlan* each : plans) {
            words.insert(words.end(), each->promptWords.begin(), each->promptWords.end());
            words.insert(words.end(), each->answerWords.begin(), each->answerWords.end());
            words.insert(words.end(), each->toolWords.begin(), each->toolWords.end());
        }
        std::ranges::sort(words);
        words.erase(std::ranges::unique(words).begin(), words.end());
        for (const std::string& word : words)
            ++counts[word];
    }
    std::string text = "# word, sessions that hold it (- : not counted)\n";
    for (const auto& [word, count] : counts)
        text += std::format("{}\t{}\n", word, count);
    for (const std::size_t rank : {0, 5, 11, 20, 33, 80, 150, 400, 1200, 3000, 5900, 12'000, 25'000})
        text += std::format("{}\t-\n", Vocabulary::shared().wordOfRank(rank));
    writeFile("words.txt", text, CorpusEnd);
}

} // namespace ax::bench

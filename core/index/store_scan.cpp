// SPDX-License-Identifier: MIT
#include "core/index/store_scan.h"

#include "core/base/core_count.h"
#include "core/index/parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace ax {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr auto TickEvery = std::chrono::milliseconds(150);
constexpr std::size_t BatchSize = 8192;         ///< chains that exist at once: bounds memory
constexpr std::uint64_t LittleWork = 1 << 20;   ///< bytes that are not worth a thread
constexpr std::uint64_t CostOfAFile = 16 << 10; ///< opening one, in bytes read

std::uint64_t bytesOf(const ReadingChain& chain) {
    std::uint64_t bytes = 0;
    for (const TranscriptReading& reading : chain)
        bytes += reading.bytes + CostOfAFile;
    return bytes;
}

/// Threads that run chains, and what they are done with.
class Readers {
public:
    Readers(const FileSystem& files, std::vector<ReadingChain>& chains, const std::atomic<bool>& isAbandoned)
        : m_files(files), m_chains(chains), m_isAbandoned(isAbandoned) {
        const std::size_t cores = coreCount();
        for (std::size_t thread = 0; thread < std::min(cores, chains.size()); ++thread)
            m_threads.emplace_back([this] { run(); });
    }

    /// Indices of finished chains; waits for some until `deadline`.
    std::vector<std::size_t> wait(SteadyClock::time_point deadline) {
        std::unique_lock lock(m_mutex);
        m_finished.wait_until(lock, deadline, [this] { return m_done.size() >= m_worthWaking; });
        return std::exchange(m_done, {});
    }
    void expect(std::size_t left) {
        const std::lock_guard lock(m_mutex);
        m_worthWaking = std::min<std::size_t>(left, 256); // taking them one by one would cost a wake-up each
    }

private:
    void run() {
        TranscriptScratch scratch;
        for (std::size_t index = m_next++; index < m_chains.size(); index = m_next++) {
            if (!m_isAbandoned)
                runChain(m_chains[index], m_files, scratch);
            const std::lock_guard lock(m_mutex);
            m_done.push_back(index);
            if (m_done.size() >= m_worthWaking)
                m_finished.notify_one();
        }
    }

    const FileSystem& m_files;
    std::vector<ReadingChain>& m_chains;
    const std::atomic<bool>& m_isAbandoned;
    std::atomic<std::size_t> m_next = 0;
    std::mutex m_mutex; ///< guards both below
    std::vector<std::size_t> m_done;
    std::size_t m_worthWaking = 1;
    std::condition_variable m_finished;
    std::vector<std::jthread> m_threads; ///< last: they use all of the above
};

/// Folders to list, by several threads, and what was found in them: those above before those below.
class FolderQueue {
public:
    FolderQueue(const FileSystem& files, std::vector<FileStore::FolderLook> looks) : m_files(files) {
        std::ranges::move(looks, std::back_inserter(m_looks));
    }

    /// Until there is nothing left for any thread.
    void work() {
        std::unique_lock lock(m_mutex);
        while (true) {
            m_changed.wait(lock, [this] { return m_next < m_looks.size() || m_underWay == 0; });
            if (m_next == m_looks.size())
                return;
            FileStore::FolderLook& look = m_looks[m_next++];
            ++m_underWay;
            lock.unlock();
            look.list(m_files);
            lock.lock();
            --m_underWay;
            std::ranges::move(look.below, std::back_inserter(m_looks));
            look.below.clear();
            if (m_next < m_looks.size() || m_underWay == 0)
                m_changed.notify_all();
        }
    }

    std::deque<FileStore::FolderLook>& looks() { return m_looks; }

private:
    const FileSystem& m_files;
    std::mutex m_mutex; ///< guards all below, but not a look that is under way
    std::condition_variable m_changed;
    std::deque<FileStore::FolderLook> m_looks;
    std::size_t m_next = 0;
    std::size_t m_underWay = 0;
};

void takeChain(ReadingChain chain, ScanProgress& progress) {
    for (TranscriptReading& reading : chain) {
        ++progress.files;
        progress.bytes += reading.bytes;
        FileStore& store = *reading.store;
        store.take(std::move(reading));
    }
}

} // namespace

void StoreScan::look(std::vector<FileStore::FolderLook> looks, const std::function<void()>& meanwhile) {
    const std::size_t cores = coreCount();
    const std::size_t threads = meanwhile ? cores : std::min(cores, looks.size());
    FolderQueue queue(m_files, std::move(looks));
    {
        std::vector<std::jthread> others;
        for (std::size_t thread = 1; thread < threads; ++thread) {
            others.emplace_back([&queue, job = thread == 1 ? meanwhile : std::function<void()>()] {
                if (job)
                    job();
                queue.work();
            });
        }
        if (others.empty() && meanwhile)
            meanwhile();
        queue.work();
    }
    constexpr std::size_t Stretch = 16;
    parallelFor((queue.looks().size() + Stretch - 1) / Stretch, [&](std::size_t stretch) {
        const std::size_t end = std::min(queue.looks().size(), (stretch + 1) * Stretch);
        for (std::size_t index = stretch * Stretch; index < end; ++index)
            queue.looks()[index].recognise();
    });
    for (FileStore::FolderLook& look : queue.looks()) {
        FileStore& store = *look.store;
        store.take(std::move(look));
    }
}

void StoreScan::read(const std::vector<FileStore*>& stores, TranscriptReading::After after,
                     const Tick& tick) {
    ScanProgress progress;
    std::vector<FileStore::Pending> pending;
    for (FileStore* store : stores)
        std::ranges::copy(store->takePending(), std::back_inserter(pending));
    progress.filesInAll = pending.size();
    for (const FileStore::Pending& file : pending)
        progress.bytesInAll += file.bytes;
    std::ranges::sort(pending, std::ranges::greater(), &FileStore::Pending::bytes);
    for (std::size_t start = 0; start < pending.size(); start += BatchSize) {
        std::vector<ReadingChain> chains;
        for (std::size_t index = start; index < std::min(start + BatchSize, pending.size()); ++index) {
            const FileStore::Pending& file = pending[index];
            chains.emplace_back().push_back(file.store->readingOf(*file.entry, after));
        }
        readBatch(std::move(chains), progress, tick);
    }
    std::vector<ReadingChain> copies;
    for (FileStore* store : stores)
        store->addCopyReadings(copies);
    readBatch(std::move(copies), progress, tick);
}

void StoreScan::readBatch(std::vector<ReadingChain> chains, ScanProgress& progress, const Tick& tick) {
    std::uint64_t bytes = 0;
    for (const ReadingChain& chain : chains)
        bytes += bytesOf(chain);
    if (bytes < LittleWork) {
        if (!m_scratch)
            m_scratch = std::make_unique<TranscriptScratch>();
        for (ReadingChain& chain : chains) {
            runChain(chain, m_files, *m_scratch);
            takeChain(std::move(chain), progress);
        }
        return;
    }
    Readers readers(m_files, chains, m_isAbandoned);
    auto nextTick = SteadyClock::now() + TickEvery;
    for (std::size_t left = chains.size(); left > 0;) {
        readers.expect(left);
        for (const std::size_t index : readers.wait(nextTick)) {
            takeChain(std::move(chains[index]), progress);
            --left;
        }
        if (SteadyClock::now() >= nextTick) {
            if (tick && left > 0)
                tick(progress);
            nextTick = SteadyClock::now() + TickEvery;
        }
    }
}

} // namespace ax

// SPDX-License-Identifier: MIT
#include "app/desktop/transcript_loader.h"

#include "core/transcripts/excerpt.h"
#include "widgets/session/session_text.h"
#include "widgets/transcript/display_text.h"

#include <utility>

namespace ax::desktop {

namespace {

/// Some hundred turns of an ordinary session, read in a few milliseconds.
constexpr std::uint64_t PreviewBytes = 8ULL << 20;

/// Inside the session's own folder a path is told from there, as people speak of it.
void shortenPaths(TranscriptExcerpt& excerpt, const std::string& folder) {
    const std::string prefix = folder + '/';
    for (Turn& turn : excerpt.turns) {
        for (TurnBlock& block : turn.blocks) {
            if (auto* call = std::get_if<ToolCall>(&block);
                call != nullptr && call->summary.starts_with(prefix))
                call->summary.erase(0, prefix.size());
        }
    }
}

} // namespace

TranscriptLoader::TranscriptLoader(const FileSystem& files, QObject* parent)
    : QObject(parent), m_files(files) {
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(2000);
}

TranscriptLoader::~TranscriptLoader() {
    m_pool.waitForDone();
}

void TranscriptLoader::load(const SessionPointer& session, const std::string& format) {
    m_next = std::make_unique<Request>(session, format);
    if (!m_busy) {
        startNext();
    }
}

void TranscriptLoader::startNext() {
    m_busy = m_next != nullptr;
    if (!m_busy) {
        return;
    }
    m_pool.start([this, request = std::shared_ptr<Request>(std::move(m_next))] {
        auto result = readExcerpt(m_files, request->format, request->session->file, PreviewBytes);
        if (result)
            shortenPaths(*result, request->session->recordedDirectory);
        QMetaObject::invokeMethod(
            this,
            [this, request, result = std::move(result)]() mutable {
                const QString key = QString::fromStdString(request->session->key());
                if (m_next == nullptr || m_next->session->key() == request->session->key()) {
                    if (result) {
                        Q_EMIT loaded(key, std::make_shared<const TranscriptExcerpt>(std::move(*result)));
                    } else {
                        Q_EMIT failed(key, widgets::displayLine(result.error().message));
                    }
                }
                startNext();
            },
            Qt::QueuedConnection);
    });
}

} // namespace ax::desktop

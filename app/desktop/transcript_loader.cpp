// SPDX-License-Identifier: MIT
#include "app/desktop/transcript_loader.h"

#include "widgets/transcript/display_text.h"

#include <utility>

namespace ax::desktop {

TranscriptLoader::TranscriptLoader(const FileSystem& files, QObject* parent)
    : QObject(parent), m_files(files) {
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(2000);
}

TranscriptLoader::~TranscriptLoader() {
    m_pool.waitForDone();
}

void TranscriptLoader::open(const QString& key, const TranscriptLocation& location,
                            const std::string& directory) {
    m_key = key;
    m_pages = std::make_shared<TranscriptPages>(m_files, location, directory);
    m_next.reset();
    loadEnd();
}

void TranscriptLoader::close() {
    m_key.clear();
    m_pages.reset();
    m_next.reset();
}

void TranscriptLoader::refresh(const TranscriptWindow& shown, TranscriptPages::Follow follow) {
    if (m_next) // for this session: it will see the transcript as it is
        return;
    ask({.pages = m_pages, .key = m_key, .kind = Request::Kind::Refresh, .shown = shown, .follow = follow});
}

void TranscriptLoader::loadAround(std::uint64_t from, std::uint64_t to) {
    ask({.pages = m_pages, .key = m_key, .kind = Request::Kind::Around, .from = from, .to = to, .shown = {}});
}

void TranscriptLoader::loadEnd() {
    ask({.pages = m_pages, .key = m_key, .kind = Request::Kind::End, .shown = {}});
}

void TranscriptLoader::ask(Request request) {
    if (!request.pages)
        return;
    m_next = std::make_unique<Request>(std::move(request));
    if (!m_busy)
        startNext();
}

Result<TranscriptWindow> TranscriptLoader::Request::run() const {
    switch (kind) {
    case Kind::Around:
        return pages->readAround(from, to);
    case Kind::Refresh:
        return pages->refresh(shown, follow);
    case Kind::End:
        break;
    }
    return pages->readEnd();
}

void TranscriptLoader::startNext() {
    m_busy = m_next != nullptr;
    if (!m_busy)
        return;
    m_pool.start([this, request = std::shared_ptr<Request>(std::move(m_next))] {
        auto result = request->run();
        QMetaObject::invokeMethod(
            this, [this, request, result = std::move(result)] { finish(*request, result); },
            Qt::QueuedConnection);
    });
}

void TranscriptLoader::finish(const Request& request, const Result<TranscriptWindow>& result) {
    if (request.key == m_key && request.pages == m_pages) {
        if (result)
            Q_EMIT loaded(m_key, *result);
        else
            Q_EMIT failed(m_key, widgets::displayLine(result.error().message));
    }
    startNext();
}

} // namespace ax::desktop

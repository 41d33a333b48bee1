// SPDX-License-Identifier: MIT
#include "widgets/transcript/image_item.h"

#include "widgets/transcript/image_decoder.h"

#include <QFontMetricsF>
#include <QFuture>
#include <QPainter>
#include <QPainterPath>
#include <QPromise>

#include <algorithm>
#include <cmath>

namespace ax::widgets {
namespace {

constexpr double MaximumWidth = 480;
constexpr double MaximumHeight = 640;
constexpr double Radius = Theme::CornerRadius;

} // namespace

ImageLoader::ImageLoader(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

ImageLoader::~ImageLoader() {
    m_pool.clear();
    m_pool.waitForDone();
}

std::shared_ptr<ImageLoader::Picture> ImageLoader::load(const Excerpt& excerpt, const ImageBlock& block,
                                                        const ImageHeader& header, QSize size) {
    auto picture = std::make_shared<Picture>();
    auto promise = std::make_shared<QPromise<QImage>>();
    promise->future().then(this, [this, wanted = std::weak_ptr(picture)](const QImage& image) {
        if (const auto target = wanted.lock()) {
            target->image = image;
            target->failed = image.isNull();
            Q_EMIT loaded();
        }
    });
    // Who scrolls past many images wants only the last ones: the others are gone when their turn comes.
    m_pool.start([promise, excerpt, &block, header, size, wanted = std::weak_ptr(picture)] {
        promise->start();
        promise->addResult(wanted.expired() ? QImage()
                                            : decodeImage(block.data, header, size).value_or(QImage()));
        promise->finish();
    });
    return picture;
}

ImageItem::ImageItem(const ImageLoader::Excerpt& excerpt, const ImageBlock& block, QString description,
                     ImageLoader& loader, double width, const Style& style)
    : m_description(std::move(description)), m_style(style), m_size(width, style.typography.linePitch) {
    const auto header = readImageHeader(block.data);
    if (!header)
        return;
    QSizeF size = QSizeF(header->size) / style.pixelRatio;
    const QSizeF limit(std::min(MaximumWidth, width), MaximumHeight);
    if (size.width() > limit.width() || size.height() > limit.height())
        size.scale(limit, Qt::KeepAspectRatio);
    m_size = size.expandedTo({1, 1});
    m_picture = loader.load(excerpt, block, *header, (m_size * style.pixelRatio).toSize().expandedTo({1, 1}));
}

int ImageItem::height() const {
    return static_cast<int>(std::ceil(m_size.height()));
}

double ImageItem::baseline() const {
    return QFontMetricsF(m_style.typography.text).ascent() + 2;
}

void ImageItem::paint(QPainter& painter, const QRectF&, const Marks& marks) const {
    const Tokens& tokens = m_style.theme.tokens();
    const QRectF rect(QPointF(), m_size);
    if (!m_picture || m_picture->failed) {
        painter.setFont(m_style.typography.secondary);
        painter.setPen(tokens.muted);
        painter.drawText(rect, Qt::AlignVCenter | Qt::TextSingleLine, m_description);
        return;
    }
    QPainterPath outline;
    outline.addRoundedRect(rect, Radius, Radius);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.fillPath(outline, tokens.code);
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.drawImage(rect, m_picture->image);
    if (!marks.selection.isEmpty()) {
        QColor veil = tokens.accent;
        veil.setAlphaF(0.3F);
        painter.fillRect(rect, veil);
    }
    painter.restore();
}

qsizetype ImageItem::offsetAt(QPointF point) const {
    return point.x() < m_size.width() / 2 ? 0 : m_description.size();
}

} // namespace ax::widgets

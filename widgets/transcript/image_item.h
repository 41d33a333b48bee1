// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcripts/turn.h"
#include "widgets/transcript/item_layout.h"

#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <memory>

namespace ax::widgets {

struct ImageHeader;

/// Decodes images beside the GUI thread, one at a time.
class ImageLoader final : public QObject {
    Q_OBJECT

public:
    using Excerpt = std::shared_ptr<const TranscriptExcerpt>;

    /// Where the pixels go; whoever asked drops it when it no longer wants them.
    struct Picture {
        QImage image;
        bool failed = false;
    };

    explicit ImageLoader(QObject* parent = nullptr);
    ~ImageLoader() override;

    /// `block` is in `excerpt`, which is kept until the image is decoded.
    std::shared_ptr<Picture> load(const Excerpt& excerpt, const ImageBlock& block, const ImageHeader& header,
                                  QSize size);

Q_SIGNALS:
    void loaded();

private:
    QThreadPool m_pool;
};

/// An image of the transcript, at most 480 px wide; in words when it cannot be shown.
class ImageItem final : public ItemLayout {
public:
    ImageItem(const ImageLoader::Excerpt& excerpt, const ImageBlock& block, QString description,
              ImageLoader& loader, double width, const Style& style);

    int height() const override;
    double baseline() const override;
    void paint(QPainter& painter, const QRectF& clip, const Marks& marks) const override;
    qsizetype offsetAt(QPointF point) const override;
    QRectF rectOf(TextRange) const override { return {QPointF(), m_size}; }

private:
    const QString m_description;
    const Style& m_style;
    QSizeF m_size;
    std::shared_ptr<ImageLoader::Picture> m_picture; ///< null: cannot be shown
};

} // namespace ax::widgets

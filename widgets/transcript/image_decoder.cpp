// SPDX-License-Identifier: MIT
#include "widgets/transcript/image_decoder.h"

#include <QBuffer>
#include <QImageReader>

namespace ax::widgets {
namespace {

constexpr std::size_t MaximumBytes = 32 * 1024 * 1024;
constexpr int MaximumSide = 20'000;
constexpr qint64 MaximumPixels = 32'000'000; // 128 MB decoded

QByteArray formatOf(std::string_view data) {
    using namespace std::string_view_literals;
    if (data.starts_with("\x89PNG\r\n\x1a\n"sv))
        return "png";
    if (data.starts_with("\xff\xd8\xff"sv))
        return "jpeg";
    if (data.starts_with("GIF87a"sv) || data.starts_with("GIF89a"sv))
        return "gif";
    if (data.starts_with("RIFF"sv) && data.substr(0, 12).ends_with("WEBP"sv))
        return "webp";
    return {};
}

/// A reader that believes neither the content nor a name, over bytes that outlive it.
class Reader {
public:
    Reader(std::string_view data, const QByteArray& format)
        : m_bytes(QByteArray::fromRawData(data.data(), static_cast<qsizetype>(data.size()))) {
        m_buffer.setBuffer(&m_bytes);
        m_buffer.open(QIODevice::ReadOnly);
        m_reader.setDevice(&m_buffer);
        m_reader.setAutoDetectImageFormat(false);
        m_reader.setFormat(format);
        m_reader.setAutoTransform(true);
    }
    QImageReader& operator*() { return m_reader; }
    QImageReader* operator->() { return &m_reader; }

private:
    QByteArray m_bytes;
    QBuffer m_buffer;
    QImageReader m_reader;
};

} // namespace

Result<ImageHeader> readImageHeader(std::string_view data) {
    const QByteArray format = formatOf(data);
    if (format.isEmpty())
        return std::unexpected(
            Error{ErrorCode::Unsupported, "The image is neither PNG, JPEG, GIF nor WebP."});
    if (data.size() > MaximumBytes)
        return std::unexpected(Error{ErrorCode::Invalid, "The image is too large to be shown."});
    if (!QImageReader::supportedImageFormats().contains(format))
        return std::unexpected(
            Error{ErrorCode::Unsupported, "No decoder for this image format is installed."});
    Reader reader(data, format);
    QSize size = reader->size();
    if (!size.isValid() || size.isEmpty())
        return std::unexpected(Error{ErrorCode::Invalid, "The image is damaged."});
    if (size.width() > MaximumSide || size.height() > MaximumSide ||
        qint64(size.width()) * size.height() > MaximumPixels)
        return std::unexpected(Error{ErrorCode::Invalid, "The image is too large to be shown."});
    if (reader->transformation() & QImageIOHandler::TransformationRotate90)
        size.transpose();
    return ImageHeader{.format = format, .size = size};
}

Result<QImage> decodeImage(std::string_view data, const ImageHeader& header, QSize size) {
    Reader reader(data, header.format);
    QImage image = reader->read();
    if (image.isNull())
        return std::unexpected(Error{ErrorCode::Invalid, "The image is damaged."});
    if (image.size() != size)
        image = image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

} // namespace ax::widgets

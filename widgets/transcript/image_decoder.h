// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QImage>

#include <string_view>

namespace ax::widgets {

struct ImageHeader {
    QByteArray format; ///< for QImageReader: "png", "jpeg", "gif" or "webp"
    QSize size;        ///< pixels
};

/// What the first bytes say. Only PNG, JPEG, GIF and WebP are looked at, told by their signatures and never
/// by what the transcript calls them (decoders of rare formats are where the holes are); Unsupported for
/// others and for a decoder that is not installed, Invalid for damaged or absurdly large images. No pixel is
/// decoded. Any thread.
Result<ImageHeader> readImageHeader(std::string_view data);

/// The first frame, scaled to `size` in pixels. Bounded in memory; any thread.
Result<QImage> decodeImage(std::string_view data, const ImageHeader& header, QSize size);

} // namespace ax::widgets

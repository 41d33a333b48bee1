// SPDX-License-Identifier: MIT
#include "core/search/folded_stretch.h"

#include "core/search/text_folding.h"

#include <algorithm>

namespace ax {

namespace {

constexpr std::size_t FirstStep = 16 << 10; ///< bytes: most sessions say a common word that early
constexpr std::size_t UsualBuffer = 1 << 20;

/// Folding goes by characters: one whose end has not been read waits.
std::size_t wholeCharacters(std::string_view bytes) {
    std::size_t size = bytes.size();
    for (std::size_t back = 0; back < 3 && size > 0; ++back) {
        const auto byte = static_cast<unsigned char>(bytes[size - 1]);
        if (byte < 0x80)
            return size;
        --size;
        if (byte >= 0xc0)
            return size;
    }
    return bytes.size() < 3 ? 0 : size;
}

} // namespace

void FoldedStretch::begin(const ReadableFile& file, std::uint64_t from, std::uint64_t to, Folding folding) {
    m_file = &file;
    m_from = from;
    m_size = to - from;
    m_filled = 0;
    m_foldedSize = 0;
    m_step = FirstStep;
    m_folding = folding;
    m_atEnd = false;
    if (m_bytes.size() > UsualBuffer) {
        m_bytes = {};
        m_folded = {};
    }
}

bool FoldedStretch::more() {
    const std::size_t wanted = std::min<std::uint64_t>(m_step, m_size - m_filled);
    if (wanted == 0 || m_atEnd)
        return false;
    if (m_bytes.size() < m_filled + wanted + Padding)
        m_bytes.resize(std::max(2 * m_filled, m_filled + wanted) + Padding);
    const auto count = m_file->readAt(m_from + m_filled, {m_bytes.data() + m_filled, wanted});
    const std::size_t arrived = count.value_or(0);
    m_filled += arrived;
    m_atEnd = arrived == 0;
    if (arrived == wanted)
        m_step *= 2; // not for a short read: a thousand of them would overflow it
    const bool folds = m_folding == Folding::Needed && foldMore();
    return arrived > 0 || folds;
}

/// Whether there was anything to fold.
bool FoldedStretch::foldMore() {
    if (m_folded.size() < m_bytes.size())
        m_folded.resize(m_bytes.size());
    const bool complete = m_atEnd || m_filled == m_size;
    const std::string_view fresh = bytes().substr(m_foldedSize);
    const std::size_t foldable = complete ? fresh.size() : wholeCharacters(fresh);
    std::copy_n(fresh.data(), foldable, m_folded.data() + m_foldedSize);
    foldText({m_folded.data() + m_foldedSize, foldable});
    m_foldedSize += foldable;
    return foldable > 0;
}

} // namespace ax

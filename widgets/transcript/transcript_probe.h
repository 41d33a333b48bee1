// SPDX-License-Identifier: MIT
#pragma once

#include <QPoint>
#include <QRect>
#include <QString>

#include <cstdint>
#include <optional>

namespace ax::widgets {

class TranscriptView;

/// Looks into a view for tests: where things stand in the viewport, so that they can be clicked, and how much
/// work was done, so that it need not be timed.
class TranscriptProbe {
public:
    explicit TranscriptProbe(TranscriptView& view) : m_view(view) {}

    /// The line of a tool call, counted from the top; nothing when out of sight. Likewise the others.
    std::optional<QRect> toolCall(int index) const;
    std::optional<QRect> showMore() const; ///< the first one in sight
    std::optional<QRect> thought() const;
    std::optional<QRect> link(const QString& address) const;
    /// Where a piece of text stands: the first place in sight.
    std::optional<QRect> text(const QString& piece) const;
    /// Top of the turn with this record in the viewport.
    std::optional<int> turnTop(const QString& recordId) const;

    bool isAtEnd() const;
    bool hasFocus(int toolIndex) const;
    std::uint64_t layoutsMade() const;
    int itemCount() const;

private:
    TranscriptView& m_view;
};

} // namespace ax::widgets

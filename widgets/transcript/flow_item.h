// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/transcript/code_colours.h"
#include "widgets/transcript/flow_layout.h"

namespace ax::widgets {

/// Text as an item: markdown, a thought, the inside of a tool call.
class FlowItem final : public ItemLayout {
public:
    FlowItem(Blocks blocks, const FlowOptions& options, const Style& style);

    int height() const override { return static_cast<int>(m_geometry.height); }
    double baseline() const override;
    void paint(QPainter& painter, const QRectF& clip, const Marks& marks) const override;
    qsizetype offsetAt(QPointF point) const override;
    QRectF rectOf(TextRange range) const override;
    TextRange wordAt(qsizetype offset) const override;
    std::vector<LinkSpot> links() const override;
    QUrl linkAt(QPointF point) const override;
    QString codeAt(QPointF point) const override;
    Colouring colourMore(CodeColours& colours) override;

private:
    void paintMarker(QPainter& painter, const FlowMarker& marker) const;
    void paintShapes(QPainter& painter, const QRectF& clip) const;
    void paintCodeGrounds(QPainter& painter, const FlowBox& box) const;
    void paintFocus(QPainter& painter, TextRange range) const;
    QList<QTextLayout::FormatRange> selections(const FlowBox& box, const Marks& marks) const;
    const FlowBox* boxNear(QPointF point) const;
    const FlowBox* boxOf(qsizetype offset) const;

    const Blocks m_blocks;
    const FlowOptions m_options;
    const Style& m_style;
    FlowGeometry m_geometry;

    // Colouring goes on from event to event: which block, which of its lines, in which state.
    std::size_t m_codeBlock = 0;
    std::size_t m_codeLine = 0;
    std::optional<CodeProgress> m_progress;
};

} // namespace ax::widgets

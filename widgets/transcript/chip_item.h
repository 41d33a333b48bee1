// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/transcript/item_layout.h"
#include "widgets/transcript/tool_facts.h"

#include <QTextLayout>

#include <memory>

namespace ax::widgets {

enum class Chevron { None, Folded, Unfolded };

/// A tool call as one line: a triangle, name and summary, what came of it on the right.
class ChipItem final : public ItemLayout {
public:
    ChipItem(ToolFacts facts, Chevron chevron, double width, const Style& style);

    int height() const override;
    double baseline() const override;
    void paint(QPainter& painter, const QRectF& clip, const Marks& marks) const override;
    qsizetype offsetAt(QPointF point) const override;
    QRectF rectOf(TextRange) const override;

private:
    double paintOutcome(QPainter& painter, const QRectF& area) const;
    void paintText(QPainter& painter, const QRectF& area, const Marks& marks) const;
    qsizetype length() const { return m_facts.name.size() + 1 + m_facts.summary.size(); }

    const ToolFacts m_facts;
    const Chevron m_chevron;
    const double m_width;
    const Style& m_style;
};

/// A line in secondary type: a thought's head, "Show more", a notice, what is left out.
class LineItem final : public ItemLayout {
public:
    enum class Role {
        Thought, ///< with a triangle, at the left
        Action,  ///< in the accent
        Notice,  ///< centred, may have several lines
    };

    LineItem(QString text, Role role, Chevron chevron, double width, const Style& style);

    int height() const override { return m_height; }
    double baseline() const override;
    void paint(QPainter& painter, const QRectF& clip, const Marks& marks) const override;
    qsizetype offsetAt(QPointF point) const override;
    QRectF rectOf(TextRange) const override { return {0, 0, m_width, static_cast<double>(m_height)}; }

private:
    void breakLines();
    double textLeft() const;

    const QString m_text;
    const Role m_role;
    const Chevron m_chevron;
    const double m_width;
    const Style& m_style;
    std::unique_ptr<QTextLayout> m_lines; ///< of a notice
    int m_height = 0;
};

} // namespace ax::widgets

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/State>
#include <QList>
#include <QTextLayout>

#include <memory>

namespace KSyntaxHighlighting {
class Repository;
}

namespace ax::widgets {

/// Where the colouring of one block of code stands; lines are coloured in order.
struct CodeProgress {
    KSyntaxHighlighting::Definition definition;
    KSyntaxHighlighting::State state;
};

/// Colours of source code by line. The syntax definitions (several hundred, read on first use) are shared by
/// all objects of this class that live. The colours are the theme's own few, so that they have its contrast;
/// only foregrounds change, so a coloured line is as long as it was. GUI thread.
class CodeColours {
public:
    explicit CodeColours(const Theme& theme);
    ~CodeColours();

    /// The progress to begin with for the word after a fence ("cpp", "python", "sh"); nothing when no
    /// language is known by it.
    std::optional<CodeProgress> begin(const QString& language);
    /// Colours of the next line. Overlong lines stay as they are: no one reads them, and the time is bounded.
    QList<QTextLayout::FormatRange> nextLine(CodeProgress& progress, const QString& line);

private:
    class Highlighter;

    const Theme& m_theme;
    std::shared_ptr<KSyntaxHighlighting::Repository> m_repository;
    std::unique_ptr<Highlighter> m_highlighter;
};

} // namespace ax::widgets

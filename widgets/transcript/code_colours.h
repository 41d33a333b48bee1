// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"
#include "widgets/transcript/syntax_engine.h"

#include <QList>
#include <QObject>
#include <QTextLayout>

#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace ax::widgets {

/// Where the colouring of one block of code stands; lines are coloured in order.
struct CodeProgress {
    std::unique_ptr<SyntaxEngine::Progress> place;
};

/// Colours of source code by line. What knows the languages is loaded when there is code to colour, beside
/// the GUI thread; where it is missing, code has no colours. The colours are the theme's own few, so that
/// they have its contrast; only foregrounds change, so a coloured line is as long as it was. GUI thread.
class CodeColours {
public:
    /// `whenReady` is called once what is needed has been loaded, if somebody asked.
    explicit CodeColours(const Theme& theme, std::function<void()> whenReady = {});
    ~CodeColours();

    /// Whether begin() has what it needs. If not, that is on its way from now on.
    bool isReady();
    /// The progress to begin with for the word after a fence ("cpp", "python", "sh"); nothing when no
    /// language is known by it. Loads what it needs.
    std::optional<CodeProgress> begin(const QString& language);
    /// Colours of the next line. Overlong lines stay as they are: no one reads them, and the time is bounded.
    QList<QTextLayout::FormatRange> nextLine(CodeProgress& progress, const QString& line);

private:
    const Theme& m_theme;
    std::function<void()> m_whenReady;
    bool m_isLoaded = false;
    std::unique_ptr<SyntaxEngine> m_engine; ///< null: not asked for yet, or not there
    QObject m_context;                      ///< of what the thread below tells
    std::jthread m_loading;
};

} // namespace ax::widgets

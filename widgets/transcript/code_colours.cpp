// SPDX-License-Identifier: MIT
#include "widgets/transcript/code_colours.h"

#include <QCoreApplication>
#include <QFile>
#include <QLibrary>

#include <utility>

namespace ax::widgets {
namespace {

constexpr qsizetype MaximumLineLength = 2000;

/// Beside the program, as it is built (a test's stands in a folder of its own), or where it is installed.
QString modulePath() {
    const QString program = QCoreApplication::applicationDirPath();
    for (const char* folder : {"/", "/../bin/", "/../lib/agentswitch/"}) {
        const QString path = program + QString::fromLatin1(folder) + QStringLiteral("ax-syntax.so");
        if (QFile::exists(path))
            return path;
    }
    return {};
}

/// Null when there is no such module.
MakeSyntaxEngine loadModule(const QString& path) {
    return path.isEmpty() ? nullptr
                          : reinterpret_cast<MakeSyntaxEngine>(QLibrary::resolve(path, MakeSyntaxEngineName));
}

/// Red stays with what failed.
QColor Tokens::* colourOf(SyntaxEngine::Token token) {
    switch (token) {
    case SyntaxEngine::Token::Keyword:
        return &Tokens::violet;
    case SyntaxEngine::Token::Name:
        return &Tokens::accent;
    case SyntaxEngine::Token::Text:
        return &Tokens::green;
    case SyntaxEngine::Token::Number:
        return &Tokens::amber;
    case SyntaxEngine::Token::Comment:
        break;
    }
    return &Tokens::muted;
}

} // namespace

CodeColours::CodeColours(const Theme& theme, std::function<void()> whenReady)
    : m_theme(theme), m_whenReady(std::move(whenReady)) {
}

CodeColours::~CodeColours() = default;

bool CodeColours::isReady() {
    if (!m_isLoaded && !m_loading.joinable()) {
        m_loading = std::jthread([this, path = modulePath()] {
            // Done again by begin() in the GUI thread, at no cost.
            (void)loadModule(path);
            QMetaObject::invokeMethod(
                &m_context,
                [this] {
                    m_isLoaded = true;
                    if (m_whenReady)
                        m_whenReady();
                },
                Qt::QueuedConnection);
        });
    }
    return m_isLoaded;
}

std::optional<CodeProgress> CodeColours::begin(const QString& language) {
    if (language.isEmpty())
        return std::nullopt;
    if (!m_engine) {
        m_isLoaded = true;
        const MakeSyntaxEngine make = loadModule(modulePath());
        if (make == nullptr)
            return std::nullopt;
        m_engine.reset(make());
    }
    auto place = m_engine->begin(language);
    return place ? std::optional(CodeProgress{std::move(place)}) : std::nullopt;
}

QList<QTextLayout::FormatRange> CodeColours::nextLine(CodeProgress& progress, const QString& line) {
    QList<QTextLayout::FormatRange> ranges;
    if (line.size() > MaximumLineLength)
        return ranges;
    for (const SyntaxEngine::Span& span : m_engine->nextLine(*progress.place, line)) {
        QTextLayout::FormatRange range;
        range.start = span.begin;
        range.length = span.length;
        range.format.setForeground(m_theme.tokens().*colourOf(span.token));
        ranges.append(range);
    }
    return ranges;
}

} // namespace ax::widgets

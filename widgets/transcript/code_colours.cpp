// SPDX-License-Identifier: MIT
#include "widgets/transcript/code_colours.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/Theme>

namespace ax::widgets {
namespace {

constexpr qsizetype MaximumLineLength = 2000;

std::shared_ptr<KSyntaxHighlighting::Repository> sharedRepository() {
    static std::weak_ptr<KSyntaxHighlighting::Repository> alive; // kept by whoever colours code at present
    auto repository = alive.lock();
    if (!repository) {
        repository = std::make_shared<KSyntaxHighlighting::Repository>();
        alive = repository;
    }
    return repository;
}

/// The colour of a kind of token; nothing for ordinary text. Red stays with what failed, so errors (a snippet
/// is seldom a whole program) have none.
QColor Tokens::* colourOf(KSyntaxHighlighting::Theme::TextStyle style) {
    using Style = KSyntaxHighlighting::Theme;
    switch (style) {
    case Style::Keyword:
    case Style::ControlFlow:
    case Style::Preprocessor:
    case Style::Import:
        return &Tokens::violet;
    case Style::Function:
    case Style::BuiltIn:
    case Style::DataType:
    case Style::Attribute:
    case Style::Extension:
        return &Tokens::accent;
    case Style::String:
    case Style::VerbatimString:
    case Style::SpecialString:
    case Style::Char:
    case Style::SpecialChar:
        return &Tokens::green;
    case Style::DecVal:
    case Style::BaseN:
    case Style::Float:
    case Style::Constant:
        return &Tokens::amber;
    case Style::Comment:
    case Style::Documentation:
    case Style::Annotation:
    case Style::CommentVar:
    case Style::Information:
        return &Tokens::muted;
    default:
        return nullptr;
    }
}

} // namespace

class CodeColours::Highlighter final : public KSyntaxHighlighting::AbstractHighlighter {
public:
    explicit Highlighter(const Theme& theme) : m_appearance(theme) {}

    QList<QTextLayout::FormatRange> run(CodeProgress& progress, const QString& line) {
        m_ranges.clear();
        setDefinition(progress.definition);
        progress.state = highlightLine(line, progress.state);
        return std::move(m_ranges);
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override {
        QColor Tokens::* const colour = colourOf(format.textStyle());
        if (colour == nullptr || length <= 0)
            return;
        QTextLayout::FormatRange range;
        range.start = offset;
        range.length = length;
        range.format.setForeground(m_appearance.tokens().*colour);
        m_ranges.append(range);
    }

private:
    const Theme& m_appearance;
    QList<QTextLayout::FormatRange> m_ranges;
};

CodeColours::CodeColours(const Theme& theme) : m_theme(theme) {
}

CodeColours::~CodeColours() = default;

std::optional<CodeProgress> CodeColours::begin(const QString& language) {
    if (language.isEmpty())
        return std::nullopt;
    if (!m_repository) {
        m_repository = sharedRepository();
        m_highlighter = std::make_unique<Highlighter>(m_theme);
    }
    auto definition = m_repository->definitionForName(language);
    if (!definition.isValid()) // "py", "rs", "ts": file name suffixes are what people write after a fence
        definition = m_repository->definitionForFileName(QStringLiteral("x.") + language);
    if (!definition.isValid())
        return std::nullopt;
    return CodeProgress{.definition = definition, .state = {}};
}

QList<QTextLayout::FormatRange> CodeColours::nextLine(CodeProgress& progress, const QString& line) {
    if (line.size() > MaximumLineLength)
        return {};
    return m_highlighter->run(progress, line);
}

} // namespace ax::widgets

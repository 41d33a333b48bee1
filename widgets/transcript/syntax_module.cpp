// SPDX-License-Identifier: MIT
// The module ax-syntax: SyntaxEngine by KSyntaxHighlighting.
#include "widgets/transcript/syntax_engine.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <optional>
#include <utility>

namespace ax::widgets {
namespace {

using Token = SyntaxEngine::Token;

/// Several hundred definitions, read on first use.
std::shared_ptr<KSyntaxHighlighting::Repository> sharedRepository() {
    static std::weak_ptr<KSyntaxHighlighting::Repository> alive; // kept by whoever colours code at present
    auto repository = alive.lock();
    if (!repository) {
        repository = std::make_shared<KSyntaxHighlighting::Repository>();
        alive = repository;
    }
    return repository;
}

/// Nothing for ordinary text. Errors are none: a snippet is seldom a whole program.
std::optional<Token> tokenOf(KSyntaxHighlighting::Theme::TextStyle style) {
    using Style = KSyntaxHighlighting::Theme;
    switch (style) {
    case Style::Keyword:
    case Style::ControlFlow:
    case Style::Preprocessor:
    case Style::Import:
        return Token::Keyword;
    case Style::Function:
    case Style::BuiltIn:
    case Style::DataType:
    case Style::Attribute:
    case Style::Extension:
        return Token::Name;
    case Style::String:
    case Style::VerbatimString:
    case Style::SpecialString:
    case Style::Char:
    case Style::SpecialChar:
        return Token::Text;
    case Style::DecVal:
    case Style::BaseN:
    case Style::Float:
    case Style::Constant:
        return Token::Number;
    case Style::Comment:
    case Style::Documentation:
    case Style::Annotation:
    case Style::CommentVar:
    case Style::Information:
        return Token::Comment;
    default:
        return std::nullopt;
    }
}

struct Place final : SyntaxEngine::Progress {
    KSyntaxHighlighting::Definition definition;
    KSyntaxHighlighting::State state;
};

class Highlighter final : public KSyntaxHighlighting::AbstractHighlighter {
public:
    QList<SyntaxEngine::Span> run(Place& place, const QString& line) {
        m_spans.clear();
        setDefinition(place.definition);
        place.state = highlightLine(line, place.state);
        return std::exchange(m_spans, {});
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override {
        const auto token = tokenOf(format.textStyle());
        if (token && length > 0)
            m_spans.append({.begin = offset, .length = length, .token = *token});
    }

private:
    QList<SyntaxEngine::Span> m_spans;
};

class Engine final : public SyntaxEngine {
public:
    std::unique_ptr<Progress> begin(const QString& language) override {
        auto definition = m_repository->definitionForName(language);
        if (!definition.isValid()) // "py", "rs", "ts": file name suffixes are what people write after a fence
            definition = m_repository->definitionForFileName(QStringLiteral("x.") + language);
        if (!definition.isValid())
            return nullptr;
        auto place = std::make_unique<Place>();
        place->definition = definition;
        return place;
    }

    QList<Span> nextLine(Progress& progress, const QString& line) override {
        return m_highlighter.run(static_cast<Place&>(progress), line);
    }

private:
    std::shared_ptr<KSyntaxHighlighting::Repository> m_repository = sharedRepository();
    Highlighter m_highlighter;
};

} // namespace
} // namespace ax::widgets

extern "C" Q_DECL_EXPORT ax::widgets::SyntaxEngine* axMakeSyntaxEngine() {
    return new ax::widgets::Engine; // NOLINT(cppcoreguidelines-owning-memory): goes to its caller
}

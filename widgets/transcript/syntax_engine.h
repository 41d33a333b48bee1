// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

#include <cstdint>
#include <memory>

namespace ax::widgets {

/// What tells the tokens of source code apart. It stands in a module of its own (syntax_module.cpp), loaded
/// when there is code to colour: the library that has the definitions brings forty others along, which a
/// window would otherwise wait for at each start. One thread.
class SyntaxEngine {
public:
    enum class Token : std::uint8_t { Keyword, Name, Text, Number, Comment };
    struct Span {
        int begin = 0;
        int length = 0;
        Token token = Token::Keyword;
    };
    /// Where in a block of code the engine stands; not for another engine.
    struct Progress {
        virtual ~Progress() = default;
    };

    virtual ~SyntaxEngine() = default;
    /// For the word after a fence ("cpp", "py"); null when no language is known by it.
    virtual std::unique_ptr<Progress> begin(const QString& language) = 0;
    /// What is coloured in the next line.
    virtual QList<Span> nextLine(Progress& progress, const QString& line) = 0;
};

/// What the module has, by the name below; the caller owns the engine.
using MakeSyntaxEngine = SyntaxEngine* (*)();
inline constexpr auto MakeSyntaxEngineName = "axMakeSyntaxEngine";

} // namespace ax::widgets

// SPDX-License-Identifier: MIT
#include "app/desktop/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

namespace ax::desktop {

namespace {

struct OptionsText {
    Q_DECLARE_TR_FUNCTIONS(Options)
};

constexpr int SmallestSide = 200;
constexpr int LargestSide = 16384;

QSize parseSize(const QString& text) {
    static const QRegularExpression Pattern(QStringLiteral("^(\\d{1,5})x(\\d{1,5})$"));
    const auto match = Pattern.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    const auto fits = [](int side) { return side >= SmallestSide && side <= LargestSide; };
    return match.hasMatch() && fits(size.width()) && fits(size.height()) ? size : QSize();
}

Options mistake(const QString& sentence) {
    Options options;
    options.start = Options::Start::Mistake;
    options.text = sentence;
    return options;
}

} // namespace

Options parseOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(OptionsText::tr("Every session of every coding agent in one window."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  OptionsText::tr("Show this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     OptionsText::tr("Show the version."));
    const QCommandLineOption demo(
        QStringLiteral("demo"),
        OptionsText::tr("Open on sample sessions in a private place; nothing of yours is touched."));
    const QCommandLineOption screenshot(
        QStringLiteral("screenshot"),
        OptionsText::tr("Paint the window, save it as an image in <file>, and exit."),
        QStringLiteral("file"));
    const QCommandLineOption size(QStringLiteral("size"),
                                  OptionsText::tr("Size of the window, as in 1280x800."),
                                  QStringLiteral("WxH"));
    const QCommandLineOption scheme(QStringLiteral("scheme"),
                                    OptionsText::tr("Colours: light, dark or system."),
                                    QStringLiteral("scheme"));
    parser.addOptions({help, version, demo, screenshot, size, scheme});

    if (!parser.parse(arguments)) {
        return mistake(parser.errorText());
    }
    Options options;
    if (parser.isSet(help)) {
        options.start = Options::Start::Help;
        options.text = parser.helpText();
        return options;
    }
    if (parser.isSet(version)) {
        options.start = Options::Start::Version;
        options.text = QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion();
        return options;
    }
    if (!parser.positionalArguments().isEmpty()) {
        return mistake(
            OptionsText::tr("Unexpected argument: %1").arg(parser.positionalArguments().constFirst()));
    }
    options.world = parser.isSet(demo) ? Options::World::Demo : Options::World::Users;
    options.screenshotFile = parser.value(screenshot);
    if (parser.isSet(screenshot) && options.screenshotFile.isEmpty()) {
        return mistake(OptionsText::tr("--screenshot needs the name of a file."));
    }
    if (parser.isSet(size)) {
        options.size = parseSize(parser.value(size));
        if (!options.size.isValid()) {
            return mistake(
                OptionsText::tr("--size takes WIDTHxHEIGHT in pixels, from %1 to %2, as in 1280x800.")
                    .arg(SmallestSide)
                    .arg(LargestSide));
        }
    }
    if (parser.isSet(scheme)) {
        const QString word = parser.value(scheme);
        if (word == QLatin1StringView("light")) {
            options.scheme = widgets::SchemeChoice::Light;
        } else if (word == QLatin1StringView("dark")) {
            options.scheme = widgets::SchemeChoice::Dark;
        } else if (word == QLatin1StringView("system")) {
            options.scheme = widgets::SchemeChoice::System;
        } else {
            return mistake(OptionsText::tr("--scheme takes light, dark or system."));
        }
    }
    return options;
}

} // namespace ax::desktop

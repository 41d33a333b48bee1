// SPDX-License-Identifier: MIT
#include "widgets/transcript/html_entities.h"

#include <QTest>

using namespace ax::widgets;
using namespace Qt::StringLiterals;

class HtmlEntitiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodes_data() {
        QTest::addColumn<QByteArray>("entity");
        QTest::addColumn<QString>("decoded");
        const auto row = [](const char* entity, const QString& decoded) {
            QTest::newRow(entity) << QByteArray(entity) << decoded;
        };
        row("&amp;", u"&"_s);
        row("&yen;", u"¥"_s);
        row("&mdash;", u"—"_s);
        row("&#65;", u"A"_s);
        row("&#x1F680;", u"🚀"_s);
        row("&#X41;", u"A"_s);
        row("&unknown;", u"&unknown;"_s);
        row("&AMP;", u"&AMP;"_s);
        row("&#0;", u"\uFFFD"_s);
        row("&#x110000;", u"\uFFFD"_s);
        row("&#99999999999999999999;", u"\uFFFD"_s);
        row("&#x;", u"\uFFFD"_s);
        row("&#12a;", u"\uFFFD"_s);
        row("&;", u"&;"_s);
        row("&", u"&"_s);
        row("", u""_s);
        row("amp", u"amp"_s);
    }

    void decodes() {
        QFETCH(QByteArray, entity);
        QFETCH(QString, decoded);
        QCOMPARE(decodedEntity(std::string_view(entity.data(), static_cast<std::size_t>(entity.size()))),
                 decoded);
    }
};

QTEST_GUILESS_MAIN(HtmlEntitiesTest)
#include "html_entities_test.moc"

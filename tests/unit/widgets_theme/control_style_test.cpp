// SPDX-License-Identifier: MIT
#include "widgets/theme/control_style.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QSplitter>
#include <QStyleOption>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace ax::widgets;

namespace {

bool shows(const QImage& image, const QColor& color) {
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color) {
                return true;
            }
        }
    }
    return false;
}

QImage picture(QWidget& widget) {
    widget.ensurePolished();
    return widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

} // namespace

class ControlStyleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_theme.reset(); }

    void controlsShareOneHeight();
    void controlsGrowWithTheFont();
    void onlyThePrimaryButtonIsFilled();
    void aDisabledPrimaryButtonIsNotInviting();
    void theFocusedFieldWearsTheAccent();
    void checksAreAccented();
    void scrollBarsHaveNoButtons();
    void scrollBarHandlesSpanTheRange();
    void splittersAreALineWithRoomToGrab();
    void theSelectedTabIsUnderlined();
    void menusLeaveRoomForTheirParts();
    void nothingMoves();
    void everyControlPaintsInBothSchemes();

private:
    const Tokens& tokens() const { return m_theme->tokens(); }
    std::unique_ptr<Theme> m_theme;
};

void ControlStyleTest::init() {
    m_theme = std::make_unique<Theme>(*qApp, SchemeChoice::Light);
}

void ControlStyleTest::controlsShareOneHeight() {
    QPushButton button(QStringLiteral("Start"));
    QLineEdit edit;
    QComboBox combo;
    combo.addItem(QStringLiteral("one"));
    QSpinBox spin;
    QToolButton tool;
    for (QWidget* control : std::initializer_list<QWidget*>{&button, &edit, &combo, &spin, &tool}) {
        QCOMPARE(control->sizeHint().height(), int(Theme::ControlHeight));
    }
}

void ControlStyleTest::controlsGrowWithTheFont() {
    QPushButton button(QStringLiteral("Start"));
    QFont large = button.font();
    large.setPointSize(40);
    button.setFont(large);
    QVERIFY(button.sizeHint().height() > QFontMetrics(large).height());
    QVERIFY(button.sizeHint().width() > QFontMetrics(large).horizontalAdvance(QStringLiteral("Start")));
}

void ControlStyleTest::onlyThePrimaryButtonIsFilled() {
    QPushButton primary(QStringLiteral("New session"));
    primary.setProperty("primary", true);
    QPushButton ordinary(QStringLiteral("Interrupt"));
    QPushButton flat(QStringLiteral("Flat"));
    flat.setFlat(true);
    for (const auto choice : {SchemeChoice::Light, SchemeChoice::Dark}) {
        m_theme->setChoice(choice);
        QVERIFY(shows(picture(primary), tokens().accent));
        QVERIFY(shows(picture(primary), tokens().accentText));
        QVERIFY(!shows(picture(ordinary), tokens().accent));
        QVERIFY(shows(picture(ordinary), tokens().edge));
        QVERIFY(!shows(picture(flat), tokens().edge));
    }
}

void ControlStyleTest::aDisabledPrimaryButtonIsNotInviting() {
    QPushButton button(QStringLiteral("Start"));
    button.setProperty("primary", true);
    button.setEnabled(false);
    QVERIFY(!shows(picture(button), tokens().accent));
    QVERIFY(shows(picture(button), tokens().line));
}

void ControlStyleTest::theFocusedFieldWearsTheAccent() {
    QLineEdit edit;
    edit.resize(100, 28);
    QVERIFY(!shows(picture(edit), tokens().accent));
    edit.show();
    edit.activateWindow();
    edit.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&edit));
    QTRY_VERIFY(shows(picture(edit), tokens().accent));
}

void ControlStyleTest::checksAreAccented() {
    QCheckBox check(QStringLiteral("x"));
    QRadioButton radio(QStringLiteral("x"));
    for (QAbstractButton* button : std::initializer_list<QAbstractButton*>{&check, &radio}) {
        QVERIFY(!shows(picture(*button), tokens().accent));
        button->setChecked(true);
        QVERIFY(shows(picture(*button), tokens().accent));
        button->setEnabled(false);
        QVERIFY(!shows(picture(*button), tokens().accent));
    }
    check.setEnabled(true);
    check.setTristate(true);
    check.setCheckState(Qt::PartiallyChecked);
    QVERIFY(shows(picture(check), tokens().accent));
}

void ControlStyleTest::scrollBarsHaveNoButtons() {
    for (const auto orientation : {Qt::Vertical, Qt::Horizontal}) {
        QScrollBar bar(orientation);
        QStyleOptionSlider option;
        option.initFrom(&bar);
        option.orientation = orientation;
        option.rect = orientation == Qt::Vertical ? QRect(0, 0, 10, 200) : QRect(0, 0, 200, 10);
        option.minimum = 0;
        option.maximum = 100;
        option.pageStep = 100;
        const QStyle* style = QApplication::style();
        const auto part = [&](QStyle::SubControl which) {
            return style->subControlRect(QStyle::CC_ScrollBar, &option, which, &bar);
        };
        QVERIFY(part(QStyle::SC_ScrollBarAddLine).isEmpty());
        QVERIFY(part(QStyle::SC_ScrollBarSubLine).isEmpty());
        QCOMPARE(part(QStyle::SC_ScrollBarGroove), option.rect);
        QVERIFY(style->pixelMetric(QStyle::PM_ScrollBarExtent) <= 12);
    }
}

void ControlStyleTest::scrollBarHandlesSpanTheRange() {
    QStyleOptionSlider option;
    option.orientation = Qt::Vertical;
    option.rect = QRect(0, 0, 10, 200);
    const QStyle* style = QApplication::style();
    const auto handle = [&](int position, int maximum, int page) {
        option.maximum = maximum;
        option.pageStep = page;
        option.sliderPosition = option.sliderValue = position;
        return style->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, nullptr);
    };
    QCOMPARE(handle(0, 0, 10), option.rect); // nothing to scroll
    QCOMPARE(handle(0, 100, 100).top(), 0);
    QCOMPARE(handle(0, 100, 100).height(), 100);
    QCOMPARE(handle(100, 100, 100).bottom(), 199);
    // 100,000 rows: still something to take hold of, and no overflow.
    QVERIFY(handle(0, 2'000'000'000, 300).height() >= 28);
    QCOMPARE(handle(2'000'000'000, 2'000'000'000, 300).bottom(), 199);
}

void ControlStyleTest::splittersAreALineWithRoomToGrab() {
    QSplitter splitter;
    splitter.addWidget(new QWidget);
    splitter.addWidget(new QWidget);
    splitter.resize(200, 50);
    splitter.show();
    QVERIFY(QTest::qWaitForWindowExposed(&splitter));
    QCOMPARE(splitter.handleWidth(), 1);
    QVERIFY(splitter.handle(1)->width() >= 5);
    QVERIFY(shows(picture(splitter), tokens().line));
}

void ControlStyleTest::theSelectedTabIsUnderlined() {
    QTabBar tabs;
    tabs.addTab(QStringLiteral("Transcript"));
    tabs.addTab(QStringLiteral("Terminal"));
    tabs.resize(tabs.sizeHint());
    tabs.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tabs));
    const QRect second = tabs.tabRect(1);
    QVERIFY(!shows(picture(tabs).copy(second), tokens().accent));
    tabs.setCurrentIndex(1);
    QVERIFY(shows(picture(tabs).copy(second), tokens().accent));
    for (const auto shape : {QTabBar::RoundedSouth, QTabBar::RoundedWest, QTabBar::RoundedEast}) {
        tabs.setShape(shape);
        tabs.resize(tabs.sizeHint());
        QVERIFY(shows(picture(tabs), tokens().accent));
    }
}

void ControlStyleTest::menusLeaveRoomForTheirParts() {
    QMenu plain;
    plain.addAction(QStringLiteral("Open terminal"));
    QMenu checkable;
    checkable.addAction(QStringLiteral("Open terminal"))->setCheckable(true);
    QMenu shortcut;
    shortcut.addAction(QStringLiteral("Open terminal"))->setShortcut(QKeySequence(QStringLiteral("Ctrl+T")));
    QVERIFY(checkable.sizeHint().width() > plain.sizeHint().width());
    const int words = QFontMetrics(plain.font()).horizontalAdvance(QStringLiteral("Open terminalCtrl+T"));
    QVERIFY(shortcut.sizeHint().width() > words + 20);
    QMenu separated;
    separated.addAction(QStringLiteral("Open terminal"));
    separated.addSeparator();
    QVERIFY(separated.sizeHint().height() < 2 * plain.sizeHint().height());
    plain.addAction(QStringLiteral("Other"));
    plain.setActiveAction(plain.actions().first());
    QVERIFY(shows(picture(plain), tokens().selection));
}

void ControlStyleTest::nothingMoves() {
    const QStyle* style = QApplication::style();
    QCOMPARE(style->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
    QProgressBar busy;
    busy.setRange(0, 0);
    busy.setTextVisible(false);
    busy.resize(100, 20);
    QVERIFY(!shows(picture(busy), tokens().accent));
    busy.setRange(0, 10);
    busy.setValue(5);
    QVERIFY(shows(picture(busy), tokens().accent));
}

void ControlStyleTest::everyControlPaintsInBothSchemes() {
    for (const auto choice : {SchemeChoice::Light, SchemeChoice::Dark}) {
        m_theme->setChoice(choice);
        QTreeWidget tree;
        tree.setHeaderLabels({QStringLiteral("Name"), QStringLiteral("Size")});
        tree.setSortingEnabled(true);
        auto* parent = new QTreeWidgetItem(&tree, {QStringLiteral("a"), QStringLiteral("1")});
        new QTreeWidgetItem(parent, {QStringLiteral("b"), QStringLiteral("2")});
        parent->setExpanded(true);
        tree.setCurrentItem(parent);
        const QImage image = picture(tree);
        QVERIFY(shows(image, tokens().selection));
        QVERIFY(shows(image, tokens().line));
        QVERIFY(shows(image, tokens().muted));
        QVERIFY(shows(image, tokens().base));
        QSpinBox spin;
        QComboBox editable;
        editable.setEditable(true);
        for (QWidget* control : std::initializer_list<QWidget*>{&spin, &editable}) {
            QVERIFY(shows(picture(*control), tokens().edge));
        }
    }
}

QTEST_MAIN(ControlStyleTest)
#include "control_style_test.moc"

// SPDX-License-Identifier: MIT
#include "widgets/session/question_bar.h"

#include "widgets/basics/tinted_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTime>

#include <algorithm>

namespace ax::widgets {

namespace {

constexpr int LongestButtonText = 28;

QString buttonText(const NumberedOption& option) {
    QString text = option.text;
    if (text.size() > LongestButtonText) {
        text = text.left(LongestButtonText - 1).trimmed() + QChar(0x2026);
    }
    text.replace(u'&', QStringLiteral("&&")); // an ampersand of the agent's is not a shortcut of ours
    return QStringLiteral("%1  %2").arg(option.number).arg(text);
}

bool same(const std::vector<NumberedOption>& a, const std::vector<NumberedOption>& b) {
    return std::ranges::equal(
        a, b, [](const auto& x, const auto& y) { return x.number == y.number && x.text == y.text; });
}

} // namespace

QuestionBar::QuestionBar(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme),
      m_question(new TintedLabel(theme, &Tokens::text, TintedLabel::Size::Content, this)),
      m_note(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)),
      m_reply(new QLineEdit(this)), m_terminal(new QPushButton(tr("Answer in terminal"), this)),
      m_optionLayout(new QHBoxLayout) {
    setObjectName(QStringLiteral("questionBar"));
    setAccessibleName(tr("Question of the agent"));
    m_question->setObjectName(QStringLiteral("questionText"));
    m_note->setObjectName(QStringLiteral("questionNote"));
    m_reply->setObjectName(QStringLiteral("questionReply"));
    m_reply->setAccessibleName(tr("Reply"));
    m_reply->setPlaceholderText(tr("Reply…"));
    m_reply->setMaximumWidth(220);
    m_terminal->setObjectName(QStringLiteral("questionTerminal"));

    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(m_question);
    texts->addWidget(m_note);
    m_optionLayout->setSpacing(8);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(36, 8, 16, 8);
    layout->setSpacing(8);
    layout->addLayout(texts, 1);
    layout->addLayout(m_optionLayout);
    layout->addWidget(m_reply);
    layout->addWidget(m_terminal);

    connect(m_terminal, &QPushButton::clicked, this, &QuestionBar::terminalRequested);
    connect(m_reply, &QLineEdit::returnPressed, this, [this] {
        const QString text = m_reply->text();
        if (text.isEmpty()) {
            return;
        }
        m_reply->clear();
        noteSent(tr("Reply"));
        Q_EMIT replyEntered(text);
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void QuestionBar::ask(const QString& question, const std::vector<NumberedOption>& options, Reach reach) {
    const bool isNew = question != m_shownQuestion || isHidden();
    m_shownQuestion = question;
    m_question->setFullText(question);
    if (isNew || !same(options, m_shownOptions)) {
        rebuildOptions(options);
    }
    const bool reachable = reach == Reach::Session;
    m_reply->setVisible(reachable && options.empty());
    m_terminal->setVisible(reachable);
    if (isNew) {
        m_note->setFullText(reachable ? QString() : tr("It runs outside this window: answer it there."));
        m_note->setVisible(!reachable);
    }
    show();
}

void QuestionBar::clear() {
    m_shownQuestion.clear();
    hide();
}

void QuestionBar::rebuildOptions(const std::vector<NumberedOption>& options) {
    m_shownOptions = options;
    for (QPushButton* button : m_optionButtons) {
        button->deleteLater();
    }
    m_optionButtons.clear();
    for (const NumberedOption& option : options) {
        auto* button = new QPushButton(buttonText(option), this);
        button->setObjectName(QStringLiteral("questionOption%1").arg(option.number));
        button->setAccessibleName(option.text);
        button->setToolTip(option.text.toHtmlEscaped());
        connect(button, &QPushButton::clicked, this, [this, option] {
            noteSent(tr("Answer %1").arg(option.number));
            Q_EMIT answerChosen(option.number);
        });
        m_optionLayout->addWidget(button);
        m_optionButtons.push_back(button);
    }
}

void QuestionBar::noteSent(const QString& what) {
    // The bar goes away when the agent reports that it went on; until then this says that it has not.
    m_note->setFullText(tr("%1 sent at %2, not yet taken")
                            .arg(what, QTime::currentTime().toString(QStringLiteral("HH:mm:ss"))));
    m_note->show();
}

void QuestionBar::paintEvent(QPaintEvent*) {
    const Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), tokens.redGround);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.red);
    painter.drawEllipse(QPointF(20, height() / 2.0), 5, 5);
}

} // namespace ax::widgets

// SPDX-License-Identifier: MIT
#include "widgets/session/broadcast_dialog.h"

#include "widgets/basics/text_field.h"
#include "widgets/basics/tinted_label.h"
#include "widgets/theme/painting.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QTableWidget>
#include <QTime>
#include <QVBoxLayout>

#include <algorithm>

namespace ax::widgets {

namespace {

enum Column { SessionColumn, StatusColumn, OutcomeColumn, ColumnCount };
constexpr int FewestLines = 3;
constexpr int MostLines = 10;
constexpr int MostRows = 8; ///< that are seen without scrolling

QTableWidget* makeTable(int rows, QWidget* parent) {
    auto* table = new QTableWidget(rows, ColumnCount, parent);
    table->setObjectName(QStringLiteral("broadcastReceivers"));
    table->setAccessibleName(BroadcastDialog::tr("Receivers"));
    table->setHorizontalHeaderLabels(
        {BroadcastDialog::tr("Session"), BroadcastDialog::tr("Status"), BroadcastDialog::tr("Message")});
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(Theme::RowHeight);
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setFocusPolicy(Qt::NoFocus);
    table->setWordWrap(false);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setSectionResizeMode(SessionColumn, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(StatusColumn, QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(OutcomeColumn, QHeaderView::Stretch);
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height() + 2 +
                          Theme::RowHeight * std::clamp(rows, 2, MostRows));
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < ColumnCount; ++column)
            table->setItem(row, column, new QTableWidgetItem);
    }
    return table;
}

} // namespace

BroadcastDialog::BroadcastDialog(const std::vector<Receiver>& receivers, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_theme(theme),
      m_text(new TextField({.fewest = FewestLines, .most = MostLines}, this)),
      m_table(makeTable(static_cast<int>(receivers.size()), this)),
      m_summary(new TintedLabel(theme, &Tokens::muted, TintedLabel::Size::Secondary, this)),
      m_send(new QPushButton(this)) {
    setObjectName(QStringLiteral("broadcastDialog"));
    setWindowTitle(tr("Send to several sessions"));
    setMinimumWidth(600);
    for (const Receiver& receiver : receivers)
        m_rows.push_back({.receiver = receiver,
                          .state = receiver.obstacle.isEmpty() ? State::Waiting : State::Unreachable,
                          .outcome = {}});
    std::ranges::stable_partition(m_rows, [](const Row& row) { return row.state == State::Waiting; });
    m_text->setObjectName(QStringLiteral("broadcastText"));
    m_text->setAccessibleName(tr("Message"));
    m_text->setPlaceholderText(tr("What shall each of them do? Ctrl+Enter sends."));
    m_text->installEventFilter(this);
    m_summary->setObjectName(QStringLiteral("broadcastSummary"));
    m_send->setObjectName(QStringLiteral("broadcastSend"));
    m_send->setProperty("primary", true);
    m_send->setAutoDefault(false);

    auto* buttons = new QDialogButtonBox(this);
    auto* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setObjectName(QStringLiteral("broadcastClose"));
    close->setAutoDefault(false);
    buttons->addButton(m_send, QDialogButtonBox::ActionRole);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_summary, 1);
    foot->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_text);
    layout->addWidget(m_table);
    layout->addLayout(foot);
    connect(m_text, &TextField::textChanged, this, &BroadcastDialog::forgetOutcomes);
    connect(m_send, &QPushButton::clicked, this, &BroadcastDialog::send);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&theme, &Theme::changed, this, &BroadcastDialog::refresh);
    m_text->setFocus();
    refresh();
}

int BroadcastDialog::count(State state) const {
    return static_cast<int>(std::ranges::count(m_rows, state, &Row::state));
}

void BroadcastDialog::send() {
    const QString text = m_text->toPlainText();
    if (text.trimmed().isEmpty() || count(State::UnderWay) > 0)
        return;
    m_sent = text;
    QStringList keys;
    for (Row& row : m_rows) {
        if (row.state != State::Waiting && row.state != State::Failed)
            continue;
        row.state = State::UnderWay;
        keys.append(row.receiver.key);
    }
    refresh();
    for (const QString& key : std::as_const(keys))
        Q_EMIT sendRequested(key, text);
}

/// Another text is another message: nobody has had it.
void BroadcastDialog::forgetOutcomes() {
    if (m_text->toPlainText() != m_sent) {
        for (Row& row : m_rows) {
            if (row.state == State::Delivered || row.state == State::Failed)
                row.state = State::Waiting;
        }
    }
    refresh();
}

void BroadcastDialog::showOutcome(const QString& sessionKey, const QString& text, const QString& problem) {
    const auto row = std::ranges::find_if(m_rows, [&](const Row& candidate) {
        return candidate.receiver.key == sessionKey && candidate.state == State::UnderWay;
    });
    if (row == m_rows.end() || text != m_sent)
        return;
    row->state = problem.isEmpty() ? State::Delivered : State::Failed;
    row->outcome = problem.isEmpty()
                       ? tr("delivered %1").arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")))
                       : tr("not delivered: %1").arg(problem);
    refresh();
}

void BroadcastDialog::refreshRow(int number) {
    const Row& row = m_rows[static_cast<std::size_t>(number)];
    const Tokens& tokens = m_theme.tokens();
    const bool isReachable = row.state != State::Unreachable;
    const auto set = [&](Column column, const QString& text, const QColor& color) {
        QTableWidgetItem* item = m_table->item(number, column);
        item->setText(text);
        item->setToolTip(text.toHtmlEscaped());
        item->setForeground(color);
    };
    set(SessionColumn, row.receiver.title, isReachable ? tokens.text : tokens.muted);
    set(StatusColumn, statusText(row.receiver.status), statusColor(row.receiver.status, tokens));
    switch (row.state) {
    case State::Unreachable:
        return set(OutcomeColumn, row.receiver.obstacle, tokens.muted);
    case State::Waiting:
        return set(OutcomeColumn, {}, tokens.muted);
    case State::UnderWay:
        return set(OutcomeColumn, tr("sending…"), tokens.muted);
    case State::Delivered:
        return set(OutcomeColumn, row.outcome, tokens.green);
    case State::Failed:
        return set(OutcomeColumn, row.outcome, tokens.red);
    }
}

void BroadcastDialog::refresh() {
    for (int number = 0; number < m_table->rowCount(); ++number)
        refreshRow(number);
    const int open = count(State::Waiting) + count(State::Failed);
    const int unreachable = count(State::Unreachable);
    const bool isDone = open == 0 && count(State::Delivered) > 0;
    m_send->setText(isDone ? tr("Sent") : tr("Send to %n session(s)", nullptr, open));
    m_send->setEnabled(open > 0 && count(State::UnderWay) == 0 && !m_text->toPlainText().trimmed().isEmpty());
    m_summary->setFullText(unreachable == 0 ? QString()
                                            : tr("%n session(s) cannot be reached.", nullptr, unreachable));
}

bool BroadcastDialog::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<const QKeyEvent*>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::ControlModifier)) {
            send();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace ax::widgets

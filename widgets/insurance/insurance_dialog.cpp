// SPDX-License-Identifier: MIT
#include "widgets/insurance/insurance_dialog.h"

#include "widgets/basics/tinted_label.h"
#include "widgets/insurance/insurance_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/transcript/display_text.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ax::widgets {

namespace {

constexpr std::uint64_t Gigabyte = 1ULL << 30;
constexpr int LargestLimit = 100'000; ///< GB
constexpr std::size_t MostRows = 500; ///< of those about to go; the title tells how many there are

enum Column { TitleColumn, DayColumn, CopyColumn, ColumnCount };

QLabel* makeText(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

InsuranceDialog::InsuranceDialog(const QString& folder, const QString& home, const Clock& clock,
                                 const Theme& theme, QWidget* parent)
    : QDialog(parent), m_folder(folder), m_home(home), m_clock(clock), m_theme(theme),
      m_isOn(new QCheckBox(tr("&Keep copies of all conversations"), this)),
      m_policies(makeText(QStringLiteral("insurancePolicies"), this)),
      m_used(makeText(QStringLiteral("insuranceUsed"), this)), m_limit(new QSpinBox(this)),
      m_expiringTitle(makeText(QStringLiteral("insuranceExpiringTitle"), this)),
      m_expiring(new QTreeWidget(this)), m_problem(makeText(QStringLiteral("insuranceProblem"), this)) {
    setObjectName(QStringLiteral("insuranceDialog"));
    setWindowTitle(tr("History insurance"));
    setMinimumSize(600, 440);
    QLabel* text = makeText(QStringLiteral("insuranceText"), this);
    text->setText(
        tr("Some agents delete old conversations by themselves. Of those that are kept here, a copy "
           "stays in the list and can be read, searched and restored when the original is gone."));
    m_isOn->setObjectName(QStringLiteral("insuranceOn"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(text);
    layout->addWidget(m_policies);
    layout->addWidget(m_isOn);
    layout->addWidget(makeFacts());
    layout->addWidget(m_problem);
    makeList(layout);
    layout->addWidget(buttons);
    m_problem->hide();

    connect(m_isOn, &QCheckBox::clicked, this, &InsuranceDialog::changeSettings);
    connect(m_limit, &QSpinBox::editingFinished, this, &InsuranceDialog::changeSettings);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_isOn->setFocus();
}

QWidget* InsuranceDialog::makeFacts() {
    m_limit->setObjectName(QStringLiteral("insuranceLimit"));
    m_limit->setRange(1, LargestLimit);
    m_limit->setSuffix(tr(" GB"));
    m_limit->setKeyboardTracking(false);
    m_limit->setAccessibleName(tr("Limit"));
    m_used->setAccessibleName(tr("Kept"));
    auto* folder = new TintedLabel(m_theme, &Tokens::text, TintedLabel::Size::Content, this);
    folder->setObjectName(QStringLiteral("insuranceFolder"));
    folder->setFullText(displayLine(abbreviateHome(m_folder.toStdString(), m_home.toStdString())));
    auto* open = new QPushButton(tr("&Open"), this);
    open->setObjectName(QStringLiteral("insuranceOpenFolder"));
    open->setAccessibleName(tr("Open the folder of the copies"));
    connect(open, &QPushButton::clicked, this, &InsuranceDialog::folderRequested);
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(folder, 1);
    folderRow->addWidget(open);
    auto* limitRow = new QHBoxLayout;
    limitRow->addWidget(m_limit);
    limitRow->addStretch();

    auto* facts = new QWidget(this);
    auto* form = new QFormLayout(facts);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->addRow(tr("Kept"), m_used);
    auto* limitLabel = new QLabel(tr("&Limit"), facts);
    limitLabel->setBuddy(m_limit);
    limitLabel->setMinimumHeight(m_limit->sizeHint().height());
    form->addRow(limitLabel, limitRow);
    auto* folderLabel = new QLabel(tr("Folder"), facts);
    folderLabel->setMinimumHeight(open->sizeHint().height());
    form->addRow(folderLabel, folderRow);
    return facts;
}

void InsuranceDialog::makeList(QVBoxLayout* layout) {
    m_expiring->setObjectName(QStringLiteral("insuranceExpiring"));
    m_expiring->setAccessibleName(tr("Conversations that are about to be deleted"));
    m_expiring->setRootIsDecorated(false);
    m_expiring->setUniformRowHeights(true);
    m_expiring->setColumnCount(ColumnCount);
    m_expiring->setHeaderLabels({tr("Conversation"), tr("Deleted"), tr("Copy")});
    m_expiring->header()->setStretchLastSection(false);
    m_expiring->header()->setMinimumSectionSize(72);
    m_expiring->header()->setSectionResizeMode(TitleColumn, QHeaderView::Stretch);
    m_expiring->header()->setSectionResizeMode(DayColumn, QHeaderView::ResizeToContents);
    m_expiring->header()->setSectionResizeMode(CopyColumn, QHeaderView::ResizeToContents);
    layout->addWidget(m_expiringTitle);
    layout->addWidget(m_expiring, 1);
}

void InsuranceDialog::setState(const HistoryStatePointer& state) {
    m_state = state;
    const QSignalBlocker blockSwitch(m_isOn);
    const QSignalBlocker blockLimit(m_limit);
    m_isOn->setChecked(state->settings.isOn());
    if (!m_limit->hasFocus())
        m_limit->setValue(
            static_cast<int>(std::min<std::uint64_t>(state->settings.limit / Gigabyte, LargestLimit)));
    m_policies->setText(retentionSentences(state->policies, m_home.toStdString()));
    m_policies->setVisible(!m_policies->text().isEmpty());
    m_used->setText(tr("%n conversation(s), %1", nullptr, static_cast<int>(state->kept.size()))
                        .arg(QLocale().formattedDataSize(static_cast<qint64>(state->storedSize))));
    m_problem->setText(displayLine(state->problem));
    m_problem->setVisible(!state->problem.empty());
    fillList();
}

void InsuranceDialog::fillList() {
    const std::size_t count = m_state->expiring.size();
    m_expiringTitle->setText(count == 0 ? tr("Nothing is deleted within the next 3 days.")
                                        : tr("%n conversation(s) will be deleted within 3 days:", nullptr,
                                             static_cast<int>(count)));
    m_expiring->setVisible(count > 0);
    m_expiring->clear();
    const Timestamp now = m_clock.now();
    const QSize rowSize(0, heightFor(m_expiring->font(), Theme::CompactRowHeight));
    for (std::size_t index = 0; index < std::min(count, MostRows); ++index) {
        const auto& [session, when] = m_state->expiring[index];
        const QString title = displayLine(session->title.empty() ? session->id : session->title);
        auto* row = new QTreeWidgetItem(m_expiring,
                                        {title, deletionDay(when, now),
                                         m_state->kept.contains(session->key()) ? tr("kept") : tr("none")});
        row->setSizeHint(TitleColumn, rowSize);
        row->setToolTip(TitleColumn, displayLine(session->key()));
    }
}

void InsuranceDialog::changeSettings() {
    if (!m_state)
        return;
    HistorySettings settings = m_state->settings;
    settings.insurance =
        m_isOn->isChecked() ? HistorySettings::Insurance::On : HistorySettings::Insurance::Off;
    // A limit that somebody set in bytes stays as it is until it is changed here.
    if (static_cast<int>(settings.limit / Gigabyte) != m_limit->value())
        settings.limit = static_cast<std::uint64_t>(m_limit->value()) * Gigabyte;
    settings.askedAt = m_clock.now(); // whoever comes here has answered
    if (settings.insurance != m_state->settings.insurance || settings.limit != m_state->settings.limit)
        Q_EMIT settingsChanged(settings);
}

} // namespace ax::widgets

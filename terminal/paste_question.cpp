// SPDX-License-Identifier: MIT
#include "terminal/paste_question.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace ax::terminal {

void askBeforePaste(QWidget& parent, const QString& text, std::function<void()> proceed) {
    const auto say = [](const char* sentence, int count = -1) {
        return QCoreApplication::translate("Terminal", sentence, nullptr, count);
    };
    const auto lines = static_cast<int>(text.count(u'\n') + (text.endsWith(u'\n') ? 0 : 1));
    auto* const box = new QMessageBox(&parent);
    box->setObjectName(u"pasteQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(say("Paste"));
    box->setText(say(QT_TRANSLATE_N_NOOP("Terminal", "Paste %n line(s)?"), lines));
    box->setInformativeText(say(QT_TRANSLATE_NOOP(
        "Terminal",
        "The program in this terminal takes pasted lines as typed ones and may run each of them.")));
    box->setDetailedText(text);
    QPushButton* const accept =
        box->addButton(say(QT_TRANSLATE_NOOP("Terminal", "Paste")), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    QObject::connect(accept, &QPushButton::clicked, box, std::move(proceed));
    box->open();
}

} // namespace ax::terminal

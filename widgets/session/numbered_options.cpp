// SPDX-License-Identifier: MIT
#include "widgets/session/numbered_options.h"

#include <QRegularExpression>

namespace ax::widgets {

std::vector<NumberedOption> numberedOptions(const QString& screenText) {
    // Box drawing, pointers and blanks may stand before the number: agents draw frames around their
    // questions.
    static const QRegularExpression Line(
        QStringLiteral("^[\\s\\x{2500}-\\x{257f}|>*\\x{276f}\\x{203a}\\x{25cf}\\x{25b6}]*([1-9])[.)]\\s+(.*?)"
                       "[\\s\\x{2500}-\\x{257f}|]*$"));
    std::vector<NumberedOption> run;
    std::vector<NumberedOption> last;
    const auto lines = QStringView(screenText).split(u'\n');
    for (const QStringView text : lines) {
        const auto match = Line.matchView(text);
        if (!match.hasMatch()) {
            continue; // an option may go on over several lines
        }
        const int number = match.captured(1).toInt();
        if (number == 1) {
            run.clear();
        } else if (run.empty() || number != run.back().number + 1) {
            run.clear();
            continue;
        }
        run.push_back({number, match.captured(2)});
        if (run.size() >= 2) {
            last = run;
        }
    }
    return last;
}

} // namespace ax::widgets

// SPDX-License-Identifier: MIT
#include "widgets/compose/permission_text.h"

#include <QCoreApplication>

namespace ax::widgets {

namespace {

struct PermissionText {
    Q_DECLARE_TR_FUNCTIONS(PermissionText)
};

} // namespace

QString permissionName(PermissionMode mode) {
    switch (mode) {
    case PermissionMode::HarnessDefault:
        return PermissionText::tr("Agent's default");
    case PermissionMode::AskMe:
        return PermissionText::tr("Ask me");
    case PermissionMode::AcceptEdits:
        return PermissionText::tr("Accept edits");
    case PermissionMode::Plan:
        return PermissionText::tr("Plan");
    case PermissionMode::Auto:
        return PermissionText::tr("Auto");
    case PermissionMode::Bypass:
        return PermissionText::tr("Bypass");
    }
    return {};
}

QString permissionExplanation(PermissionMode mode) {
    switch (mode) {
    case PermissionMode::HarnessDefault:
        return PermissionText::tr("As the agent is set up.");
    case PermissionMode::AskMe:
        return PermissionText::tr("The agent asks before it changes files or runs commands.");
    case PermissionMode::AcceptEdits:
        return PermissionText::tr("The agent changes files by itself and asks before it runs commands.");
    case PermissionMode::Plan:
        return PermissionText::tr("The agent reads and plans, and changes nothing.");
    case PermissionMode::Auto:
        return PermissionText::tr("The agent decides itself what is safe and asks for the rest.");
    case PermissionMode::Bypass:
        return PermissionText::tr(
            "The agent asks for nothing. Use it only in a place that holds nothing valuable.");
    }
    return {};
}

} // namespace ax::widgets

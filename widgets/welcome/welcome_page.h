// SPDX-License-Identifier: MIT
#pragma once

#include "core/index/session.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ax::widgets {

class Theme;
class TintedLabel;

/// What stands where the table would be when there is no session: which stores were looked at and what was
/// found there, a first session, and the demo. While the first scan runs it only says so. Object name
/// `welcomePage`.
class WelcomePage final : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(const Theme& theme, QWidget* parent = nullptr);

    void setStores(const std::vector<StoreReport>& stores);

Q_SIGNALS:
    void newSessionRequested();
    void demoRequested();

private:
    const Theme& m_theme;
    TintedLabel* m_title;
    TintedLabel* m_sentence;
    QWidget* m_stores = nullptr;
    QVBoxLayout* m_storesPlace;
    QPushButton* m_newSession;
    QPushButton* m_demo;
};

} // namespace ax::widgets

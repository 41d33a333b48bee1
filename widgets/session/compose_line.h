// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

#include <map>

class QPushButton;

namespace ax::widgets {

class TextField;
class Theme;
class TintedLabel;

/// The line under a held session's terminal in which a person writes before the agent gets it: Enter sends,
/// Shift+Enter begins a line, Esc goes back to the terminal. It sends nothing itself. What is not sent yet is
/// kept for each session, also when the session has ended meanwhile; what could not be delivered comes back.
/// Object names `composeBar`, `composeLine` (the field), `composeNote`, `composeSend`.
class ComposeLine final : public QWidget {
    Q_OBJECT

public:
    /// Unsent texts by session key.
    using Drafts = std::map<QString, QString>;
    enum class Reach {
        Held, ///< there is a holder to take it
        Gone,
    };

    explicit ComposeLine(const Theme& theme, QWidget* parent = nullptr);

    /// Shown for a session that is held, or that has ended with something unsent; no key: for none.
    void setSession(const QString& sessionKey, const QString& agentName, Reach reach);
    /// The session goes by another key from now on.
    void renameSession(const QString& before, const QString& now);
    /// What became of a text that was sent from here: delivered, or the reason why not; then it is back in
    /// the field. Others are passed over.
    void showOutcome(const QString& sessionKey, const QString& text, const QString& problem);
    void focusField();
    Drafts drafts() const;
    void setDrafts(const Drafts& drafts); ///< to begin with, before a session is shown

Q_SIGNALS:
    void sendRequested(const QString& sessionKey, const QString& text);
    void left(); ///< Esc

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Note {
        QString text;
        enum class Tone { Quiet, Bad } tone = Tone::Quiet;
    };

    void send();
    void onTextChanged();
    void refresh();
    void setNote(const QString& sessionKey, const Note& note);
    bool takesKey(int key, Qt::KeyboardModifiers modifiers);

    const Theme& m_theme;
    TextField* m_field;
    TintedLabel* m_note;
    QPushButton* m_send;
    QString m_key;
    Reach m_reach = Reach::Gone;
    Drafts m_drafts;
    std::map<QString, Note> m_notes;
    std::map<QString, QStringList> m_underWay; ///< texts whose outcome is not known yet
};

} // namespace ax::widgets

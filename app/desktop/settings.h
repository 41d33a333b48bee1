// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/theme/theme.h"

#include <QByteArray>
#include <QSettings>

#include <map>

namespace ax::desktop {

/// What the window remembers of itself: `desktop.ini` in the state directory. Where it cannot be written the
/// window works all the same and says so once.
class Settings final {
public:
    explicit Settings(const QString& stateDirectory);

    QByteArray geometry() const;
    QByteArray splitter(const QString& name) const;
    QByteArray columns() const;
    widgets::SchemeChoice scheme() const;
    bool navigatorVisible() const;
    /// Texts that were written to sessions and not sent, by session key.
    std::map<QString, QString> drafts() const;

    void setGeometry(const QByteArray& geometry);
    void setSplitter(const QString& name, const QByteArray& state);
    void setColumns(const QByteArray& columns);
    void setScheme(widgets::SchemeChoice choice);
    /// Keeps what is of a reasonable length.
    void setDrafts(const std::map<QString, QString>& drafts);
    enum class Visibility { Hidden, Shown };
    void setNavigatorVisibility(Visibility visibility);

    bool isWritable() const;
    /// Writes now; a sentence when that was not possible, else empty.
    QString save();

private:
    QSettings m_settings;
};

} // namespace ax::desktop

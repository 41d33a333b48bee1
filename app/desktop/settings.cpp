// SPDX-License-Identifier: MIT
#include "app/desktop/settings.h"

#include <QCoreApplication>

namespace ax::desktop {

namespace {

struct SettingsText {
    Q_DECLARE_TR_FUNCTIONS(Settings)
};

constexpr auto GeometryKey = "window/geometry";
constexpr auto ColumnsKey = "table/columns";
constexpr auto SchemeKey = "look/scheme";
constexpr auto NavigatorKey = "window/navigator";
constexpr auto DraftsKey = "drafts/unsent";
constexpr int MostDrafts = 50;
constexpr qsizetype LongestDraft = 256 * 1024; ///< characters

QString splitterKey(const QString& name) {
    return QStringLiteral("window/splitter-") + name;
}

} // namespace

Settings::Settings(const QString& stateDirectory)
    : m_settings(stateDirectory + QStringLiteral("/desktop.ini"), QSettings::IniFormat) {
}

QByteArray Settings::geometry() const {
    return m_settings.value(QLatin1StringView(GeometryKey)).toByteArray();
}

QByteArray Settings::splitter(const QString& name) const {
    return m_settings.value(splitterKey(name)).toByteArray();
}

QByteArray Settings::columns() const {
    return m_settings.value(QLatin1StringView(ColumnsKey)).toByteArray();
}

widgets::SchemeChoice Settings::scheme() const {
    const QString word = m_settings.value(QLatin1StringView(SchemeKey)).toString();
    if (word == QLatin1StringView("light")) {
        return widgets::SchemeChoice::Light;
    }
    return word == QLatin1StringView("dark") ? widgets::SchemeChoice::Dark : widgets::SchemeChoice::System;
}

bool Settings::navigatorVisible() const {
    return m_settings.value(QLatin1StringView(NavigatorKey), true).toBool();
}

std::map<QString, QString> Settings::drafts() const {
    std::map<QString, QString> drafts;
    const QVariantMap saved = m_settings.value(QLatin1StringView(DraftsKey)).toMap();
    for (const auto& [key, text] : saved.asKeyValueRange())
        drafts[key] = text.toString();
    return drafts;
}

void Settings::setDrafts(const std::map<QString, QString>& drafts) {
    QVariantMap saved;
    for (const auto& [key, text] : drafts) {
        if (saved.size() < MostDrafts && text.size() <= LongestDraft)
            saved.insert(key, text);
    }
    if (saved.isEmpty())
        m_settings.remove(QLatin1StringView(DraftsKey));
    else
        m_settings.setValue(QLatin1StringView(DraftsKey), saved);
}

void Settings::setGeometry(const QByteArray& geometry) {
    m_settings.setValue(QLatin1StringView(GeometryKey), geometry);
}

void Settings::setSplitter(const QString& name, const QByteArray& state) {
    m_settings.setValue(splitterKey(name), state);
}

void Settings::setColumns(const QByteArray& columns) {
    m_settings.setValue(QLatin1StringView(ColumnsKey), columns);
}

void Settings::setScheme(widgets::SchemeChoice choice) {
    const auto word = choice == widgets::SchemeChoice::Light  ? QStringLiteral("light")
                      : choice == widgets::SchemeChoice::Dark ? QStringLiteral("dark")
                                                              : QStringLiteral("system");
    m_settings.setValue(QLatin1StringView(SchemeKey), word);
}

void Settings::setNavigatorVisibility(Visibility visibility) {
    m_settings.setValue(QLatin1StringView(NavigatorKey), visibility == Visibility::Shown);
}

bool Settings::isWritable() const {
    return m_settings.isWritable();
}

QString Settings::save() {
    m_settings.sync();
    if (m_settings.status() == QSettings::NoError) {
        return {};
    }
    return SettingsText::
        tr("The window cannot remember its layout: %1 cannot be written. Check its permissions and the free "
           "space of the disk.")
            .arg(m_settings.fileName());
}

} // namespace ax::desktop

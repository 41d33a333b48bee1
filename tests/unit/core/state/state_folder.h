// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_system.h"
#include "core/base/paths.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <string>
#include <string_view>

namespace ax::test {

/// A state folder of its own, which is not there before something is written.
class StateFolder {
public:
    StateFolder() { m_paths.stateDirectory = m_folder.filePath(QStringLiteral("state")).toStdString(); }

    const FileSystem& files() const { return m_files; }
    const Paths& paths() const { return m_paths; }
    std::string path(std::string_view name) const { return joinPath(m_paths.stateDirectory, name); }
    /// Creates the folders on the way.
    void write(std::string_view name, std::string_view bytes) const {
        if (!m_files.makeDirectories(std::string(parentFolder(path(name)))) ||
            !m_files.writeAtomically(path(name), bytes))
            qFatal("cannot write");
    }
    /// `missing` when there is none.
    std::string read(std::string_view name) const {
        return readWholeFile(m_files, path(name), 1 << 20).value_or("missing");
    }
    QFile::Permissions permissions(std::string_view name) const {
        return QFileInfo(QString::fromStdString(path(name))).permissions() & ~UserBits;
    }

    static constexpr QFile::Permissions Private = QFile::ReadOwner | QFile::WriteOwner;

private:
    static constexpr QFile::Permissions UserBits = QFile::ReadUser | QFile::WriteUser | QFile::ExeUser;

    QTemporaryDir m_folder;
    RealFileSystem m_files;
    Paths m_paths;
};

} // namespace ax::test

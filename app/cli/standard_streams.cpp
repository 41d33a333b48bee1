// SPDX-License-Identifier: MIT
#include "app/cli/standard_streams.h"

#include "app/cli/plain_text.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace ax::cli {

namespace {

Result<void> writeAll(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return std::unexpected(errorFromErrno(errno, "write to standard output"));
        if (written > 0)
            text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

} // namespace

void guardStandardDescriptors() {
    // open() takes the lowest free number; read-only, so that printing to it fails as it did before.
    for (int opened = 0; opened >= 0 && opened <= STDERR_FILENO;) {
        opened = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (opened > STDERR_FILENO)
            ::close(opened);
    }
}

bool Output::isTerminal() const {
    return ::isatty(m_descriptor) == 1;
}

std::size_t Output::terminalWidth() const {
    winsize size{};
    return ::ioctl(m_descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

Result<void> Output::finish() {
    for (const std::string& text : std::exchange(m_texts, {})) {
        if (auto written = writeAll(m_descriptor, text); !written)
            return written;
    }
    return {};
}

void Diagnostics::say(std::string_view sentence) {
    // Where even this cannot be written there is nobody left to tell.
    [[maybe_unused]] const auto told = writeAll(m_descriptor, "ax: " + plainText(sentence) + '\n');
}

void Diagnostics::tell(std::string_view line) {
    [[maybe_unused]] const auto told = writeAll(m_descriptor, plainText(line) + '\n');
}

bool Diagnostics::isTerminal() const {
    return ::isatty(m_descriptor) == 1;
}

void Diagnostics::showProgress(std::string_view line) {
    constexpr std::string_view StartOfClearedLine = "\r\x1b[K";
    [[maybe_unused]] const auto shown =
        writeAll(m_descriptor, std::string(StartOfClearedLine) + plainText(line));
}

} // namespace ax::cli

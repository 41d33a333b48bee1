#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs an agent on a terminal within the terminal and writes down what it reports of itself (OSC 7501), with
the moment it did: a second opinion, since the holder reads the same bytes. Changes no byte on the way.

    watched.py LOG-FOLDER COMMAND ARGUMENT...

The log is LOG-FOLDER/$AX_SESSION_ID, one JSON object a line: { at, report }, at the end { at, ended: true }."""
import fcntl
import json
import os
import pty
import re
import select
import signal
import sys
import termios
import time
import tty

REPORT = re.compile(rb"\x1b\]7501;([^?\x07\x1b][^\x07\x1b]*)(?:\x07|\x1b\\)")
LONGEST_REPORT = 8192


def note(log, **what):
    line = json.dumps({"at": time.time() * 1000, **what}) + "\n"
    os.write(log, line.encode())


def carry(master, log):
    """Until either side ends."""
    rest = b""
    while True:
        ready, _, _ = select.select([0, master], [], [])
        if master in ready:
            try:
                data = os.read(master, 65536)
            except OSError:  # Linux says EIO when the last program on the terminal is gone
                data = b""
            if not data:
                return
            rest += data
            end = 0
            for match in REPORT.finditer(rest):
                note(log, report=match.group(1).decode("latin1"))
                end = match.end()
            rest = rest[max(end, len(rest) - LONGEST_REPORT):]  # one may have begun
            write_all(1, data)
        if 0 in ready:
            data = os.read(0, 65536)
            if not data:
                return
            write_all(master, data)


def write_all(descriptor, data):
    while data:
        data = data[os.write(descriptor, data):]


def copy_size(master):
    fcntl.ioctl(master, termios.TIOCSWINSZ, fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8))


def main():
    folder, command = sys.argv[1], sys.argv[2:]
    name = os.path.join(folder, os.environ["AX_SESSION_ID"])
    log = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    tty.setraw(0)
    pid, master = pty.fork()
    if pid == 0:
        os.execvp(command[0], command)
    copy_size(master)
    signal.signal(signal.SIGWINCH, lambda *_: copy_size(master))
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda passed, _: os.kill(pid, passed))
    try:
        carry(master, log)
    except OSError:
        pass  # the terminal above is gone
    os.close(master)
    status = os.waitpid(pid, 0)[1]
    note(log, ended=True)
    code = os.waitstatus_to_exitcode(status)
    sys.exit(code if code >= 0 else 128 - code)


main()

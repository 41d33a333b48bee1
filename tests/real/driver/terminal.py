#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a command on a pseudo-terminal of a given size and carries bytes: standard input to its keyboard, its
screen to standard output. When standard input ends, the terminal closes, as when a window is closed; what has
not ended a few seconds later is killed. Exits with the command's code.

    terminal.py COLUMNS ROWS COMMAND ARGUMENT..."""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

GRACE_SECONDS = 5


def start(columns, rows, command):
    pid, master = pty.fork()
    if pid == 0:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execvp(command[0], command)
    return pid, master


def carry(master):
    """Until either side ends."""
    while True:
        ready, _, _ = select.select([0, master], [], [])
        if master in ready:
            try:
                data = os.read(master, 65536)
            except OSError:  # Linux says EIO when the last program on the terminal is gone
                data = b""
            if not data:
                return
            os.write(1, data)
        if 0 in ready:
            data = os.read(0, 65536)
            if not data:
                return
            os.write(master, data)


def collect(pid):
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main():
    columns, rows, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    pid, master = start(columns, rows, command)
    carry(master)
    os.close(master)
    code = collect(pid)
    sys.exit(code if code >= 0 else 128 - code)


main()

"""What processes of their own run to read a hostile file: no sockets, and the peak of memory."""

from __future__ import annotations

MOST_MEMORY = 300_000_000

WITHOUT_SOCKETS = """\
import socket

def refuse(*_):
    raise AssertionError("a file made the program open a socket")

socket.socket = socket.create_connection = refuse
"""
"""Run first."""

PEAK = """\
import pathlib
status = pathlib.Path("/proc/self/status").read_text()  # getrusage counts the parent's memory too
peak = int(status.partition("VmHWM:")[2].split()[0]) * 1024
"""
"""Run last: sets `peak`, in bytes."""

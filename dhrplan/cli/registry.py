"""The commands, in the order of `--help`. A new command is one file and one line here."""

from __future__ import annotations

from types import MappingProxyType

COMMANDS = MappingProxyType(
    {
        "overdue": "What is late, longest first, and what else waits.",
        "report": "Where a review stands, recommendation by recommendation.",
        "validate": "Check every file and name all that is wrong.",
    }
)
"""Name of each command and its line in `--help`; its module is `commands/<name>.py`."""

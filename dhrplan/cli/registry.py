"""The commands, in the order of `--help`. A new command is one file and one line here."""

from __future__ import annotations

from types import MappingProxyType

GROUPS = MappingProxyType(
    {
        "Every day": {
            "overdue": "What is late, longest first, and what else waits.",
            "report": "Where a review stands, recommendation by recommendation.",
            "list": "Every action that the filters leave, with where it stands.",
            "show": "One action whole, or one recommendation with its actions.",
            "status": "How many actions stand where: a row a review, and the total.",
        },
        "To write down what was decided": {
            "update": "Write down what was decided: those values change, and nothing else.",
            "meeting": "Go through what is open, one by one, and write down what is decided.",
        },
        "For whoever keeps the files": {
            "init": "Make a folder ready to use: a first plan, the register, settings, a hook.",
            "new": "A new review, recommendation or action, with the next free id.",
            "validate": "Check every file and name all that is wrong, in one run.",
            "fmt": "One form for every file: order of keys, dates, codes, quoted ids.",
            "schema": "The JSON Schema of plans, by which an editor helps to write them.",
            "explain": "What a rule finds, why it matters, what to write instead.",
        },
    }
)
"""The commands under their headings: the name of each, and its line in `--help`."""

COMMANDS = MappingProxyType(
    {name: line for group in GROUPS.values() for name, line in group.items()}
)
"""Every command; its module is `commands/<name>.py`."""

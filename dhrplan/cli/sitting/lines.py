"""What is said between the screens of a meeting."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from dhrplan.cli.console import window_width
from dhrplan.render.blocks import one_line

if TYPE_CHECKING:
    from dhrplan.errors import DhrplanError

_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_OPTION = "`--"


def in_lines(message: str) -> str:
    """A message in lines of the window, which end between words, without control codes."""
    lines = map(one_line, message.splitlines())
    return "\n".join(textwrap.fill(line, window_width(), break_on_hyphens=False) for line in lines)


def told(error: DhrplanError) -> str:
    """What is wrong and what to do, without what is said of options: here are keys."""
    hints = _END_OF_SENTENCE.split(error.hint)
    kept = (one for one in hints if _OPTION not in one)
    return " ".join((str(error), *kept)).rstrip()

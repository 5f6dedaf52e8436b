"""The picture of the README: what `dhrplan overdue` shows in a terminal, as an SVG.

It refers to nothing outside itself: no web font, no script. The reader's own monospace font is
used, and each piece of text has its length, so that columns stay columns in any font.
"""

from __future__ import annotations

import re
from io import StringIO

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

COMMAND = "dhrplan overdue --as-of 2017-09-15"
WIDTH = 80

_PAPER, _INK, _GREY = (255, 255, 255), (31, 35, 40), (101, 109, 118)
_RED, _GREEN, _AMBER = (185, 28, 28), (26, 110, 60), (140, 90, 0)
_BLUE, _MAGENTA, _CYAN = (9, 85, 190), (140, 40, 130), (0, 105, 115)
_COLOURS = [_INK, _RED, _GREEN, _AMBER, _BLUE, _MAGENTA, _CYAN, _INK]
_THEME = TerminalTheme(_PAPER, _INK, _COLOURS, [_GREY, *_COLOURS[1:]])
"""Dark on white; each colour is dark enough to be read there."""

_SVG = """\
<svg viewBox="0 0 {width} {height}" role="img" xmlns="http://www.w3.org/2000/svg">
<title>What is late as at 15 September 2017, as dhrplan overdue tells it</title>
<style>
.{unique_id}-matrix {{
font-family: ui-monospace, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
font-size: {char_height}px;
}}
{styles}
</style>
<rect width="100%" height="100%" rx="8" fill="#ffffff" stroke="#d0d7de" stroke-width="3"/>
<g class="{unique_id}-matrix" transform="translate(28, 24)">
{backgrounds}
{matrix}
</g>
</svg>
"""


def picture(printed: str) -> str:
    """The picture of the command with what it printed in colour."""
    console = Console(
        record=True,
        width=WIDTH,
        file=StringIO(),
        color_system="truecolor",
        no_color=False,
        legacy_windows=False,
    )
    console.print(Text(f"$ {COMMAND}", style="bright_black"), end="\n\n")
    console.print(_with_indents_apart(Text.from_ansi(printed.rstrip())), end="")
    svg = console.export_svg(title="", theme=_THEME, code_format=_SVG, unique_id="overdue")
    return _without_clips(svg)


def _without_clips(svg: str) -> str:
    """Each piece of text on a line of its own. Nothing is clipped, for every line fits."""
    svg = re.sub(r' clip-path="[^"]*"', "", svg)
    svg = re.sub(r"<text [^>]*>\n</text>", "", svg)  # the ends of lines, drawn as text
    lines = (line.strip() for line in svg.replace("</text>", "</text>\n").splitlines())
    return "\n".join(filter(None, lines)) + "\n"


def _with_indents_apart(text: Text) -> Text:
    """The same text. A space at the start would be left out by some viewers; now none is drawn."""
    text.highlight_regex(r"(?m)^ +", "dim")
    return text

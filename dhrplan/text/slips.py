"""What libyaml says, in words that somebody who has never seen YAML can act on.

Each slip is a function from a clue (where the parser stopped, and the lines around it) to a fault,
or None where it is not that slip. They are tried in order; the first that knows the slip speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Diagnostic
from dhrplan.text.limits import FOREIGN_BREAK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dhrplan.text.source import Source

_ENTRY = re.compile(r"^(?P<before>[ \t]*(?:-[ \t]+)*(?:[\w.\"'-]+:[ \t]+)?)(?P<value>\S.*?)?\s*$")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_TYPOGRAPHIC = "\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb"
_AS_BLOCK = "put long text on lines of its own below the key, after `|-`"


@dataclass(frozen=True)
class Clue:
    """What is known of a slip.

    Attributes:
        source: The text.
        problem: The parser's own words, in lower case.
        index: The character at which it stopped.
        began: The character at which what it was reading began, or the same.
    """

    source: Source
    problem: str
    index: int
    began: int

    def fault(self, index: int, message: str, hint: str) -> Diagnostic:
        """The fault, at the character `index`."""
        return Diagnostic(self.source.place(index), "yaml-syntax", message, hint)

    def lines(self) -> Iterator[tuple[int, re.Match[str]]]:
        """The lines to look at, with their beginnings: where it began, the one before, the last."""
        text = self.source.text
        at = self._start(min(self.index, len(text)))
        before = self._start(len(text[: max(at - 1, 0)].rstrip()))
        for start in dict.fromkeys((self._start(self.began), before, at)):
            match = _ENTRY.match(_line(text, start))
            if match:
                yield start, match

    def _start(self, index: int) -> int:
        return self.source.text.rfind("\n", 0, index) + 1


def explain(source: Source, error: Exception) -> Diagnostic:
    """The fault for an exception of PyYAML's, at the place where a person would mend it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context = getattr(error, "context_mark", None) or mark
    problem = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '') or error}".lower()
    index = min(getattr(mark, "index", 0), len(source.text))
    clue = Clue(source, problem, index, min(getattr(context, "index", index), index))
    found = (slip(clue) for slip in SLIPS)
    return next((fault for fault in found if fault), None) or _general(clue)


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end].rstrip("\r")


def _conflict(clue: Clue) -> Diagnostic | None:
    match = _CONFLICT.search(clue.source.text)
    if match is None:
        return None
    message = f"`{match[0].strip()[:40]}` is left over from a merge in git."
    hint = "Keep one of the two versions, and delete the lines of `<<<<<<<`, `=======`, `>>>>>>>`."
    return clue.fault(match.start(), message, hint)


def _foreign_break(clue: Clue) -> Diagnostic | None:
    match = FOREIGN_BREAK.search(clue.source.text, 0, clue.index + 1)
    if match is None:
        return None
    name = f"U+{ord(match[0]):04X}"
    message = f"The text holds a line break of Word's own ({name}), which ends the line for YAML."
    return clue.fault(match.start(), message, "Delete it and press Enter instead.")


def _tab(clue: Clue) -> Diagnostic | None:
    for start, line in clue.lines():
        indent = re.match(r"[ \t]*(?:-[ \t]+)*", line[0])
        if indent and "\t" in indent[0]:
            at = start + indent[0].index("\t")
            return clue.fault(at, "The line is indented with a tab.", "Use spaces instead.")
    return None


def _unclosed_quote(clue: Clue) -> Diagnostic | None:
    if "quoted scalar" not in clue.problem or "unexpected" not in clue.problem:
        return None
    quote = clue.source.text[clue.began : clue.began + 1]
    message = f"The text that begins with {quote} here has no {quote} at its end."
    return clue.fault(clue.began, message, f"Put {quote} after its last word.")


def _escape(clue: Clue) -> Diagnostic | None:
    if "escape" not in clue.problem:
        return None
    at = clue.source.text.rfind("\\", 0, clue.index + 2)
    message = "In double quotes a `\\` begins a code, and this one is none that YAML knows."
    return clue.fault(max(at, 0), message, "Put the text in single quotes, or write `\\\\`.")


def _apostrophe(clue: Clue) -> Diagnostic | None:
    for start, line in clue.lines():
        match = re.match(r"'(?:[^']|'')*(?<=\w)'(?=[^\s,\]}:])", line["value"] or "")
        if match:
            at = start + line.start("value") + match.end() - 1
            message = "An apostrophe ends text that stands in single quotes."
            hint = "Write it twice (`''`), or put the text in double quotes."
            return clue.fault(at, message, hint)
    return None


def _text_after_quote(clue: Clue) -> Diagnostic | None:
    for start, line in clue.lines():
        match = re.match(r"(\"[^\"]*\"|'[^']*')\s*[^\s,\]}:#]", line["value"] or "")
        if match:
            at = start + line.start("value") + len(match[1])
            message = f"The text goes on after its closing quotation mark: {_cut(match[1])}."
            hint = f"Put all of it in single quotes, or {_AS_BLOCK}."
            return clue.fault(at, message, hint)
    return None


def _bracket_first(clue: Clue) -> Diagnostic | None:
    for start, line in clue.lines():
        value = line["value"] or ""
        closing = {"[": "]", "{": "}"}.get(value[:1])
        if closing is None or re.fullmatch(rf".*\{closing}\s*(?:#.*)?,?", value):
            continue
        message = f"A value that begins with `{value[0]}` is a list for YAML, and this one is text."
        if closing not in value:
            message = f"`{value[0]}` is opened here and `{closing}` does not close it."
        hint = f"Put the text in single quotes, or {_AS_BLOCK}; a list ends with `{closing}`."
        return clue.fault(start + line.start("value"), message, hint)
    return None


def _sign_first(clue: Clue) -> Diagnostic | None:
    for start, line in clue.lines():
        value = line["value"] or ""
        if value[:1] in {"@", "`", "%", "*", "&", "!", "|", ">"} and not re.fullmatch(
            r"[|>][+-]?[1-9]?[+-]?\s*(#.*)?", value
        ):
            message = f"A value cannot begin with `{value[0]}`: the sign has a meaning of its own."
            hint = f"Put the text in single quotes, or {_AS_BLOCK}."
            return clue.fault(start + line.start("value"), message, hint)
    return None


def _colon(clue: Clue) -> Diagnostic | None:
    if "mapping values" not in clue.problem:
        return None
    start = clue.source.text.rfind("\n", 0, clue.index) + 1
    line = _ENTRY.match(_line(clue.source.text, start))
    value = (line["value"] or "") if line else ""
    if value[:1] in _TYPOGRAPHIC and value:
        message = f"`{value[0]}` is a typographic quotation mark; YAML knows only ' and \"."
        return clue.fault(clue.index, message, "Put the text in straight quotation marks.")
    message = f"`{_cut(value)}` holds a colon and a space, which begin a new key."
    hint = f"Put the text in single quotes, or {_AS_BLOCK}."
    if line and line["before"].strip() and not re.search(r"[\w\"']:[ \t]+$", line["before"]):
        hint = f"{hint} If `{_cut(value.split(':')[0])}` is a key, look at the indentation above."
    return clue.fault(clue.index, message, hint)


def _no_key(clue: Clue) -> Diagnostic | None:
    if "could not find expected ':'" not in clue.problem:
        return None
    start = clue.source.text.rfind("\n", 0, clue.began) + 1
    line = _line(clue.source.text, start).strip()
    message = f"`{_cut(line)}` is neither `key: value` nor part of the text above it."
    hint = "If it belongs to the text above, indent it as that text is; a key needs `: ` after it."
    return clue.fault(clue.began, message, hint)


def _indentation(clue: Clue) -> Diagnostic | None:
    words = ("expected key", "'-' indicator", "block end", "sequence entries", "indentation")
    if not any(word in clue.problem for word in words):
        return None
    place = clue.source.place(clue.index)
    began = clue.source.place(clue.began)
    message = f"This line begins at column {place.column}, where nothing it belongs to begins."
    hint = "Give it the same number of spaces as the lines it belongs with"
    if began.line < place.line:
        hint = f"{hint}: what began on line {began.line} stands at column {began.column}"
    return clue.fault(clue.index, message, f"{hint}.")


SLIPS: tuple[Callable[[Clue], Diagnostic | None], ...] = (
    _conflict,
    _foreign_break,
    _tab,
    _escape,
    _apostrophe,
    _text_after_quote,
    _colon,
    _unclosed_quote,
    _sign_first,
    _bracket_first,
    _no_key,
    _indentation,
)


def _general(clue: Clue) -> Diagnostic:
    message = "From here on the file cannot be read as YAML."
    hint = "Compare this line and the one above it with the lines around them."
    return clue.fault(clue.index, message, hint)


def _cut(text: str, most: int = 50) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"

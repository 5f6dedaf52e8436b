"""What a YAML parser says, in words that somebody who has never seen YAML can act on.

Each slip is a function from a clue to a fault, or None where it is not that slip. They are tried in
order; the first that knows the slip speaks. Slips within a line stand here, those of lines to each
other in `slips_of_lines`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.text import slips_of_lines
from dhrplan.text.clue import Clue, glimpse, in_quotes, ticked
from dhrplan.text.limits import FOREIGN_BREAK

if TYPE_CHECKING:
    from collections.abc import Callable

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.text.events import NotYamlError
    from dhrplan.text.source import Source

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_INSTRUCTION = re.compile(r"^%", re.MULTILINE)
_PIECE = re.compile(r"[^\[\]{},]*")
_CLOSING = {"[": "]", "{": "}"}
_SIGNS = frozenset("@`%*&!|>?]},")


def explain(source: Source, error: NotYamlError) -> Diagnostic:
    """The fault for what is not YAML, at the place where a person would mend it."""
    index = min(error.index, len(source.text))
    clue = Clue(source, error.problem, index, min(error.began, index), error.scalar)
    found = (slip(clue) for slip in SLIPS)
    return next((fault for fault in found if fault), None) or _general(clue)


def _conflict(clue: Clue) -> Diagnostic | None:
    match = _CONFLICT.search(clue.text)
    if match is None:
        return None
    message = f"{glimpse(match[0].strip())} is left over from a merge in git."
    hint = "Keep one of the two versions, and delete the lines of `<<<<<<<`, `=======`, `>>>>>>>`."
    return clue.fault(match.start(), message, hint)


def _foreign_break(clue: Clue) -> Diagnostic | None:
    began = clue.began if "scanning" in clue.problem else clue.index
    match = FOREIGN_BREAK.search(clue.text, clue.line_at(began).start, clue.index + 1)
    if match is None:
        return None
    name = f"U+{ord(match[0]):04X}"
    message = f"The text holds a line break of Word's own ({name}), which ends the line for YAML."
    return clue.fault(match.start(), message, "Delete it and press Enter instead.")


def _instruction(clue: Clue) -> Diagnostic | None:
    if not re.search(r"directive|document|incompatible", clue.problem):
        return None
    signs = [match.start() for match in _INSTRUCTION.finditer(clue.text, 0, clue.index + 1)]
    if not signs:
        return None
    message = "A line cannot begin with `%`: the sign has a meaning of its own."
    return clue.fault(signs[-1], message, "Delete the line, or put text in single quotes.")


def _escape(clue: Clue) -> Diagnostic | None:
    if "escape" not in clue.problem and "hexdecimal" not in clue.problem:
        return None
    # One parser stops at the backslash, the other at the sign after it, both behind the x of `\x`.
    at = clue.text.rfind("\\", 0, clue.index + ("unknown" in clue.problem))
    message = "In double quotes a `\\` begins a code, and this one is none that YAML knows."
    hint = "Put the text in single quotes, or write `\\\\` for each `\\`."
    return clue.fault(max(at, 0), message, hint)


def _unclosed_quote(clue: Clue) -> Diagnostic | None:
    if "quoted scalar" not in clue.problem or "unexpected" not in clue.problem:
        return None
    quote = ticked(clue.text[clue.began : clue.began + 1])
    message = f"The text that begins with {quote} here has no {quote} at its end."
    return clue.fault(clue.began, message, f"Put {quote} after its last word.")


def _after_quote(clue: Clue) -> Diagnostic | None:
    """Something stands behind a closing quotation mark."""
    begin, end = clue.scalar or (0, 0)
    quote = clue.text[begin : begin + 1]
    if "expected" not in clue.problem or quote not in ("'", '"'):
        return None
    if clue.text[end : clue.index].strip(" \t") or clue.line_at(max(end - 1, 0)) != clue.line:
        return None
    if clue.line_at(begin) != clue.line:
        return _quote_far_on(clue, begin, quote)
    if quote == "'" and re.fullmatch(r"\w'\w", clue.text[end - 2 : end + 1]):
        return _apostrophe(clue, begin, end)
    return _goes_on(clue, begin, end)


def _quote_far_on(clue: Clue, begin: int, quote: str) -> Diagnostic:
    end = f"line {clue.line.number}"
    message = f"The text that begins with `{quote}` here ends only at the next `{quote}`, on {end}."
    return clue.fault(begin, message, f"Put `{quote}` after its last word.")


def _apostrophe(clue: Clue, begin: int, end: int) -> Diagnostic:
    message = "An apostrophe ends text that stands in single quotes."
    line = clue.line
    whole = line.value_index == begin and line.value.endswith("'")
    hint = clue.quoted_hint(line) if whole else "Write it twice: `''`."
    return clue.fault(end - 1, message, hint)


def _goes_on(clue: Clue, begin: int, end: int) -> Diagnostic:
    quoted = clue.text[begin:end]
    message = f"The text goes on after its closing quotation mark: {glimpse(quoted)}."
    hint = clue.quoted_hint(clue.line)
    if "flow" in clue.problem:
        hint = "Put a comma between two items, or all of the text in single quotes."
    elif clue.sign == ",":
        hint = f"A list stands in brackets: {ticked(f'[{clue.line.value}]')}."
    return clue.fault(end, message, hint)


def _in_brackets(clue: Clue) -> Diagnostic | None:
    """Something that the brackets around it do not allow."""
    if "flow" not in clue.problem:
        return None
    if "node" in clue.problem and clue.sign == ",":
        message = "Between two commas, or before the first, nothing stands here."
        return clue.fault(clue.index, message, "Take the comma out, or put text in single quotes.")
    so_far = clue.text[max(clue.began, clue.line.start) : clue.index]
    if clue.sign == ":" and ": " in so_far:
        return _colon_in_brackets(clue)
    began = clue.began if clue.sign else max(map(clue.text.rfind, _CLOSING))
    bracket = clue.text[began : began + 1]
    return _unclosed(clue, began, bracket) if bracket in _CLOSING else None


def _unclosed(clue: Clue, began: int, bracket: str) -> Diagnostic:
    closing = _CLOSING[bracket]
    message = f"`{bracket}` is opened here and `{closing}` does not close it."
    hint = f"Put `{closing}` after the last item; text that begins with `{bracket}` goes in quotes."
    return clue.fault(began, message, hint)


def _colon_in_brackets(clue: Clue) -> Diagnostic:
    before = re.split(r"[\[\]{},]|:[ \t]", clue.before)[-1].lstrip()
    after = _PIECE.match(clue.text[clue.index : clue.line.start + len(clue.line.text)])
    piece = f"{before}{after[0] if after else ''}".rstrip()
    message = f"{glimpse(piece)} holds a colon and a space, which begin a new key."
    hint = f"Put it in quotes, {ticked(in_quotes(piece))}, or write each key on a line of its own."
    return clue.fault(clue.index, message, hint)


def _after_bracket(clue: Clue) -> Diagnostic | None:
    """Something stands behind a closing bracket, or a bracket closes what none has opened."""
    if "expected" not in clue.problem or clue.before.rstrip()[-1:] not in ("]", "}"):
        return None
    if clue.sign in ("]", "}"):
        message = f"`{clue.sign}` closes a bracket that nothing opened."
        return clue.fault(clue.index, message, "Take it out, or put the text in single quotes.")
    sign = clue.line.value[:1]
    if sign not in _CLOSING:
        return None
    what = "a list" if sign == "[" else "a group of keys"
    message = f"A value that begins with `{sign}` is {what} for YAML, and this one is text."
    return clue.fault(clue.line.value_index, message, clue.quoted_hint(clue.line))


def _sign_first(clue: Clue) -> Diagnostic | None:
    """A value begins with a sign that YAML keeps for itself."""
    at = _beginning(clue)
    sign = clue.text[at : at + 1]
    if (
        not sign
        or sign not in _SIGNS
        or not re.search(r"scanning|a tag|node|keys are not", clue.problem)
    ):
        return None
    line = clue.line_at(at)
    alone = line.value_index == at
    if sign in "|>":
        message = f"After `{sign}` the text begins on the line below."
    else:
        message = f"A value cannot begin with {ticked(sign)}: the sign has a meaning of its own."
    return clue.fault(at, message, clue.quoted_hint(line) if alone else "Put it in single quotes.")


def _beginning(clue: Clue) -> int:
    """Where the value begins that holds a sign with a meaning."""
    own = re.search(r"an (anchor|alias)|a (tag|block scalar)|parsing a node", clue.problem)
    return clue.began if own else clue.index


def _list_on_line(clue: Clue) -> Diagnostic | None:
    """`lead: - POL`."""
    if "sequence entries" not in clue.problem:
        return None
    message = "`- ` begins an item of a list, which cannot stand on the line of its key."
    item = clue.text[clue.index : clue.line.start + len(clue.line.text)].strip()
    hint = f"Put {ticked(item)} on a line of its own below, or text in single quotes."
    return clue.fault(clue.index, message, hint)


SLIPS: tuple[Callable[[Clue], Diagnostic | None], ...] = (
    _conflict,
    _foreign_break,
    slips_of_lines.odd_space,
    _instruction,
    _escape,
    _unclosed_quote,
    slips_of_lines.colon,
    slips_of_lines.no_key,
    _after_quote,
    _in_brackets,
    _after_bracket,
    _list_on_line,
    _sign_first,
    slips_of_lines.indentation,
)


def _general(clue: Clue) -> Diagnostic:
    message = "From here on the file cannot be read as YAML."
    hint = "Compare this line and the one above it with the lines around them."
    return clue.fault(clue.index, message, hint)

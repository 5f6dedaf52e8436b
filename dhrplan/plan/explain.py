"""What a YAML parser says, in words that somebody who has never seen YAML can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dhrplan.diagnostic import Diagnostic
from dhrplan.plan.fields import RECORDS
from dhrplan.yamldoc.nodes import FOREIGN_BREAK, NotYamlError, Source

# What follows is the value. It is no part of the pattern: nothing here may take time that grows
# faster than the line.
_PARTS = re.compile(
    r"(?P<lead>[ \t]*(?:-[ \t]+)*)"
    r"(?:(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*'):(?:[ \t]+|$))?"
)
_BACKTICK = "`"
_SHORT, _LONG = 60, 120
_QUOTES = {'"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019"}

AS_BLOCK = "put it on lines of its own below the key, after `|-`"


@dataclass(frozen=True)
class Line:
    """One line of the file.

    Attributes:
        number: Its number, from 1.
        start: The index of its first character.
        text: What stands on it, without its end.
    """

    number: int
    start: int
    text: str

    @property
    def _parts(self) -> re.Match[str]:
        match = _PARTS.match(self.text)
        assert match  # noqa: S101 - every part may be empty
        return match

    @property
    def key(self) -> str | None:
        """Its key, if it has one."""
        return self._parts["key"]

    @property
    def value(self) -> str:
        """What stands after the key, or after the dash."""
        return self.text[self._parts.end() :].rstrip(" \t")

    @property
    def value_index(self) -> int:
        """The index at which its value begins."""
        return self.start + self._parts.end()

    @property
    def word_index(self) -> int:
        """The index of the first character that is neither space nor dash."""
        return self.start + self._parts.end("lead")

    @property
    def index(self) -> int:
        """The index of the first character that is no space."""
        return self.start + len(self.text) - len(self.text.lstrip(" \t"))

    @property
    def column(self) -> int:
        """The column of the first character that is no space."""
        return self.index - self.start + 1

    @property
    def word_column(self) -> int:
        """The column of the first character that is neither space nor dash."""
        return self.word_index - self.start + 1

    @property
    def is_item(self) -> bool:
        """Whether it begins an item of a list."""
        return re.match(r"[ \t]*-(?:[ \t]|$)", self.text) is not None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip(" \t")


@dataclass(frozen=True)
class Clue:
    """What is known of a slip.

    Attributes:
        source: The text.
        problem: The parser's own words, in lower case.
        index: The character at which it stopped.
        began: The character at which what it was reading began, or the same.
        scalar: Where the last value before it begins and ends, if there is one.
    """

    source: Source
    problem: str
    index: int
    began: int
    scalar: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        return self.source.text

    @property
    def sign(self) -> str:
        """The character at which the parser stopped; nothing at the end of the file."""
        return self.text[self.index : self.index + 1]

    @property
    def line(self) -> Line:
        """The line on which the parser stopped."""
        return self.line_at(self.index)

    @property
    def before(self) -> str:
        """What stands before that character on its line."""
        return self.text[self.line.start : self.index]

    def line_at(self, index: int) -> Line:
        """The line of a character."""
        return self._line(self.source.place(index).line)

    def above(self, line: Line) -> Line | None:
        """The next line above that is not blank."""
        numbers = range(line.number - 1, 0, -1)
        return next((one for one in map(self._line, numbers) if not one.is_blank), None)

    def below(self, line: Line) -> Line:
        """The line below; an empty one at the end."""
        end = line.start + len(line.text)
        last = self.source.end.line
        return self._line(line.number + 1) if line.number < last else Line(last, end, "")

    def _line(self, number: int) -> Line:
        return Line(number, *self.source.line(number))

    def fault(self, index: int, message: str, hint: str) -> Diagnostic:
        """The fault, at the character `index`."""
        return Diagnostic(self.source.place(index), "yaml-syntax", message, hint)

    def quoted_hint(self, line: Line) -> str:
        """How to write the value of a line as text: the line itself where it is short."""
        lead = f"{line.key}: " if line.key else "- " if line.is_item else ""
        if not lead or not self._is_whole(line):
            return f"Put the whole text in single quotes, or {AS_BLOCK}."
        return f"Write {ticked(f'{lead}{in_quotes(line.value)}')}."

    def _is_whole(self, line: Line) -> bool:
        """Whether the value is short and stands all on its line."""
        below = self.below(line)
        goes_on = not below.is_blank and below.column > line.column
        return len(line.value) <= _SHORT and " #" not in line.value and not goes_on


def in_quotes(value: str) -> str:
    """A text in single quotes, as somebody meant it who put it in others."""
    inner = value[1:-1] if len(value) > 1 and _QUOTES.get(value[0]) == value[-1] else value
    return "'" + inner.replace("''", "'").replace("'", "''") + "'"


def ticked(text: str) -> str:
    """A text as messages quote it: cut where it is long, and a backtick in words."""
    return "a backtick" if text == _BACKTICK else f"`{_cut(text, _LONG)}`"


def glimpse(text: str) -> str:
    """The beginning of a text, quoted."""
    return ticked(_cut(text, _SHORT))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


_KEYS = frozenset(field.name for fields in RECORDS.values() for field in fields)
_NO_SPACE = re.compile(r"[ \t]*(?:- +)*(?P<key>[\w-]+):(?P<value>[^ \t:/].*)$")
_NO_SPACE_AFTER_DASH = re.compile(r"[ \t]*-(?P<item>[^ \t-].*)$")
_OTHER_DASH = re.compile(
    r"[ \t]*(?P<sign>[\u2010-\u2015\u2022\u00b7\u2212\u25aa\u25cf])\s*(?P<item>.*)$"
)
_BLOCK = re.compile(r"(?:^|[ \t])[|>][+-]?[1-9]?[+-]?[ \t]*(?:#.*)?$")
_INDENT = re.compile(r"[\s-]*")
_ODD_SPACE = re.compile(r"[ -]*[^\S \t]")
_WORD = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")
_TYPOGRAPHIC = tuple("\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb")
_UNFIT = ("expected key", "'-' indicator", "block end", "indentation")
_SPACE_BAR = "Delete it, and press the space bar instead."


def odd_space(clue: Clue) -> Diagnostic | None:
    """A tab, or another space that is none for YAML, before what stands on the line."""
    for line in (*_above_by_odd_spaces(clue), clue.line_at(clue.began), clue.line):
        indent = _INDENT.match(line.text)
        for at, sign in enumerate(indent[0] if indent else ""):
            if sign not in " -":
                message = f"The line is indented with {_named(sign)}."
                hint = "Use spaces instead." if sign == "\t" else _SPACE_BAR
                return clue.fault(line.start + at, message, hint)
    if clue.sign == "\t":  # within plain text it is one for the parser in Python only
        return clue.fault(clue.index, "A tab stands here.", "Use a space instead.")
    return None


def _above_by_odd_spaces(clue: Clue) -> tuple[Line, ...]:
    """The lines above a colon out of place that begin with a space of Word's own, first first."""
    if "mapping values" not in clue.problem:
        return ()
    lines: list[Line] = []
    line = clue.above(clue.line)
    while line is not None and _ODD_SPACE.match(line.text):
        lines.insert(0, line)
        line = clue.above(line)
    return tuple(lines)


def _named(space: str) -> str:
    if space == "\t":
        return "a tab"
    name = "a no-break space" if space == "\u00a0" else "a space of Word's own"
    return f"{name} (U+{ord(space):04X})"


def colon(clue: Clue) -> Diagnostic | None:
    """A colon where no key may begin: in a text, or in a line that stands too far right."""
    if "mapping values" not in clue.problem:
        return None
    above = clue.above(clue.line)
    word = clue.text[clue.line.word_index : clue.index]
    if above is None or not _WORD.fullmatch(word):
        return _in_text(clue)
    beside = above.word_column == clue.line.word_column
    return (
        _without_space(clue, above, _KEYS)
        or (_without_colon(clue, above) if beside else None)
        or _deeper(clue, above)
    )


def _in_text(clue: Clue) -> Diagnostic:
    line = clue.line
    if line.value.startswith(_TYPOGRAPHIC):
        message = f"`{line.value[0]}` is a typographic quotation mark; YAML knows only ' and \"."
    else:
        message = f"{glimpse(line.value)} holds a colon and a space, which begin a new key."
    return clue.fault(clue.index, message, clue.quoted_hint(line))


def _without_colon(clue: Clue, line: Line) -> Diagnostic | None:
    if line.value not in _KEYS or line.key:
        return None
    message = f"There is no colon after {ticked(line.value)}."
    return clue.fault(line.word_index, message, f"Write `{line.value}: ` and its value.")


def _deeper(clue: Clue, above: Line) -> Diagnostic:
    """A key that stands further right than those it belongs with."""
    line = clue.line
    message = (
        f"{glimpse(line.key or line.value)} at column {line.word_column} stands further right "
        f"than {glimpse(above.key or above.value)} at column {above.word_column} "
        f"on line {above.number}, and so it is read as more of the text there."
    )
    hint = f"Give it the spaces of the keys that it belongs with. If it is text, {AS_BLOCK}."
    return clue.fault(line.word_index, message, hint)


def no_key(clue: Clue) -> Diagnostic | None:
    """A line that is no key, and not part of the text above it."""
    if "could not find expected ':'" not in clue.problem:
        return None
    line = clue.line_at(clue.began)
    return (
        _without_space(clue, line)
        or _without_space_after_dash(clue, line)
        or _other_dash(clue, line)
        or _without_colon(clue, line)
        or _block_too_far_left(clue, line)
        or _neither(clue, line)
    )


def _without_space(clue: Clue, line: Line, keys: frozenset[str] | None = None) -> Diagnostic | None:
    """`text:abc`; only for certain keys where other text may hold a colon as well."""
    match = _NO_SPACE.match(line.text)
    if match is None or (keys is not None and match["key"] not in keys):
        return None
    key, value = match["key"], match["value"].strip()
    at = line.start + match.start("value")
    if match["value"][0].isspace():
        message = f"After `{key}:` stands {_named(match['value'][0])}."
        return clue.fault(at, message, _SPACE_BAR)
    message = f"There is no space after the colon in {glimpse(f'{key}:{value}')}."
    return clue.fault(at, message, f"Write {glimpse(f'{key}: {value}')}.")


def _without_space_after_dash(clue: Clue, line: Line) -> Diagnostic | None:
    match = _NO_SPACE_AFTER_DASH.match(line.text)
    if match is None:
        return None
    item = match["item"].strip()
    message = f"There is no space after the dash in {glimpse(f'-{item}')}."
    return clue.fault(line.index, message, f"Write {glimpse(f'- {item}')}.")


def _block_too_far_left(clue: Clue, line: Line) -> Diagnostic | None:
    above = clue.above(line)
    if above is None or not _BLOCK.search(above.text) or line.column > above.word_column:
        return None
    message = f"The text below {glimpse(above.text.strip())} does not stand further right than it."
    hint = f"Put {above.word_column + 1} spaces before each line of the text."
    return clue.fault(line.index, message, hint)


def _neither(clue: Clue, line: Line) -> Diagnostic:
    message = f"{glimpse(line.text.strip())} is neither `key: value` nor part of the text above it."
    hint = "If it belongs to the text above, indent it as that text is; a key needs `: ` after it."
    above = clue.above(line)
    if above and above.is_item and above.column == line.column:
        hint = f"If it is an item of the list above, put `- ` before it. {hint}"
    return clue.fault(clue.began, message, hint)


def indentation(clue: Clue) -> Diagnostic | None:
    """A line that begins where nothing it could belong to begins."""
    line = clue.line
    if not any(word in clue.problem for word in _UNFIT) or line.index != clue.index:
        return None
    began = clue.source.place(clue.began).column
    if clue.text[clue.began] == "-" and began == line.column:
        return (
            _other_dash(clue, line)
            or _without_space_after_dash(clue, line)
            or _without_dash(clue, began)
        )
    return _spaces_above(clue) or _out_of_line(clue)


def _other_dash(clue: Clue, line: Line) -> Diagnostic | None:
    """A bullet or a longer dash, as Word makes them, where an item begins."""
    match = _OTHER_DASH.match(line.text)
    if match is None:
        return None
    message = f"{ticked(match['sign'])} is not a dash, and so no item of the list begins here."
    item = match["item"].strip()
    return clue.fault(line.index, message, f"Write {glimpse(f'- {item}')}.")


def _without_dash(clue: Clue, column: int) -> Diagnostic:
    message = "This line stands among the items of a list and has no `- `."
    hint = f"Put `- ` before it, or, if it belongs to the item above, begin at column {column + 2}."
    return clue.fault(clue.index, message, hint)


def _spaces_above(clue: Clue) -> Diagnostic | None:
    """A blank line says how far the text below `|-` is indented, if it has the most spaces."""
    blank = clue.line_at(max(clue.line.start - 1, 0))
    if not blank.is_blank or len(blank.text) < clue.line.column:
        return None
    message = f"This blank line has more spaces than the text below it, on line {clue.line.number}."
    return clue.fault(blank.start, message, "Delete its spaces.")


def _out_of_line(clue: Clue) -> Diagnostic:
    column = clue.line.column
    message = f"This line begins at column {column}, where nothing that it could belong to begins."
    near = "; ".join(
        f"{glimpse(line.text.strip())} on line {line.number} begins at column {at}"
        for line, at in list(_around(clue))[-2:]
    )
    return clue.fault(clue.index, message, f"Give it the spaces of what it belongs with: {near}.")


def _around(clue: Clue) -> Iterator[tuple[Line, int]]:
    """What it could belong with, and where that begins, until one begins further left."""
    own, leftmost = clue.line, None
    line = clue.above(own)
    while line is not None:
        column = line.column if own.is_item else line.word_column
        if (line.is_item or not own.is_item) and (leftmost is None or column < leftmost):
            leftmost = column
            yield line, column
            if column < own.column:
                return
        line = clue.above(line)


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
    odd_space,
    _instruction,
    _escape,
    _unclosed_quote,
    colon,
    no_key,
    _after_quote,
    _in_brackets,
    _after_bracket,
    _list_on_line,
    _sign_first,
    indentation,
)


def _general(clue: Clue) -> Diagnostic:
    message = "From here on the file cannot be read as YAML."
    hint = "Compare this line and the one above it with the lines around them."
    return clue.fault(clue.index, message, hint)

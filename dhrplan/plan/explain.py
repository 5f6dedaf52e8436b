"""YAML errors in plain English, for people who have never seen YAML.

`MISTAKES` holds one function for each known mistake, tried in order. It returns the fault, or None
if the error is a different mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dhrplan.diagnostic import Diagnostic, Place
from dhrplan.plan.fields import RECORDS
from dhrplan.yamldoc import nodes
from dhrplan.yamldoc.nodes import FOREIGN_BREAK, Source

# The value follows the match. It is not in the pattern, so that matching stays linear.
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
    """One line of the file: its number from 1, the offset of its start, its text without the end.

    `index` properties are offsets in the file; columns count from 1.
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
        """The key, if the line has one."""
        return self._parts["key"]

    @property
    def value(self) -> str:
        """The text after the key or the dash."""
        return self.text[self._parts.end() :].rstrip(" \t")

    @property
    def value_index(self) -> int:
        """Start of the value."""
        return self.start + self._parts.end()

    @property
    def word_index(self) -> int:
        """The first character that is neither space nor dash."""
        return self.start + self._parts.end("lead")

    @property
    def index(self) -> int:
        """The first character that is not a space."""
        return self.start + len(self.text) - len(self.text.lstrip(" \t"))

    @property
    def column(self) -> int:
        """Column of `index`."""
        return self.index - self.start + 1

    @property
    def word_column(self) -> int:
        """Column of `word_index`."""
        return self.word_index - self.start + 1

    @property
    def is_item(self) -> bool:
        """True if the line begins a list item."""
        return re.match(r"[ \t]*-(?:[ \t]|$)", self.text) is not None

    @property
    def is_blank(self) -> bool:
        """True if the line is empty or only white space."""
        return not self.text.strip(" \t")


@dataclass(frozen=True)
class ErrorContext:
    """An error of the parser and the lines around it; attributes as in `NotYamlError`."""

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
        """The text before that character on its line."""
        return self.text[self.line.start : self.index]

    def line_at(self, index: int) -> Line:
        """The line that holds a character."""
        return self._line(self.source.place(index).line)

    def above(self, line: Line) -> Line | None:
        """The nearest line above that is not blank."""
        numbers = range(line.number - 1, 0, -1)
        return next((one for one in map(self._line, numbers) if not one.is_blank), None)

    def below(self, line: Line) -> Line:
        """The line below; an empty one after the last."""
        end = line.start + len(line.text)
        last = self.source.end.line
        return self._line(line.number + 1) if line.number < last else Line(last, end, "")

    def _line(self, number: int) -> Line:
        return Line(number, *self.source.line(number))

    def fault(self, index: int, message: str, hint: str) -> Diagnostic:
        """A `yaml-syntax` fault at the character `index`."""
        return Diagnostic(self.source.place(index), "yaml-syntax", message, hint)

    def quoted_hint(self, line: Line) -> str:
        """Advice to quote the value of a line, with the line rewritten if it is short."""
        lead = f"{line.key}: " if line.key else "- " if line.is_item else ""
        if not lead or not self._is_whole(line):
            return f"Put the whole text in single quotes, or {AS_BLOCK}."
        return f"Write {ticked(f'{lead}{in_quotes(line.value)}')}."

    def _is_whole(self, line: Line) -> bool:
        """True if the value is short and ends on its line."""
        below = self.below(line)
        goes_on = not below.is_blank and below.column > line.column
        return len(line.value) <= _SHORT and " #" not in line.value and not goes_on


def in_quotes(value: str) -> str:
    """A text in single quotes, instead of any quotes already around it."""
    inner = value[1:-1] if len(value) > 1 and _QUOTES.get(value[0]) == value[-1] else value
    return "'" + inner.replace("''", "'").replace("'", "''") + "'"


def ticked(text: str) -> str:
    """A text in backticks for a message, truncated; a backtick itself is spelt out."""
    return "a backtick" if text == _BACKTICK else f"`{_cut(text, _LONG)}`"


def glimpse(text: str) -> str:
    """The first 60 characters of a text, in backticks."""
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


def odd_space(context: ErrorContext) -> Diagnostic | None:
    """A line indented with a tab or another space that YAML does not accept."""
    for line in (*_above_by_odd_spaces(context), context.line_at(context.began), context.line):
        indent = _INDENT.match(line.text)
        for at, sign in enumerate(indent[0] if indent else ""):
            if sign not in " -":
                message = f"The line is indented with {_named(sign)}."
                hint = "Use spaces instead." if sign == "\t" else _SPACE_BAR
                return context.fault(line.start + at, message, hint)
    if context.sign == "\t":  # within plain text it is one for the parser in Python only
        return context.fault(context.index, "There is a tab here.", "Use a space instead.")
    return None


def _above_by_odd_spaces(context: ErrorContext) -> tuple[Line, ...]:
    """Lines directly above a misplaced colon that begin with a non-ASCII space, topmost first."""
    if "mapping values" not in context.problem:
        return ()
    lines: list[Line] = []
    line = context.above(context.line)
    while line is not None and _ODD_SPACE.match(line.text):
        lines.insert(0, line)
        line = context.above(line)
    return tuple(lines)


def _named(space: str) -> str:
    if space == "\t":
        return "a tab"
    name = "a no-break space" if space == "\u00a0" else "a space of Word's own"
    return f"{name} (U+{ord(space):04X})"


def colon(context: ErrorContext) -> Diagnostic | None:
    """A colon where no key may begin: in a text, or on a line indented too far."""
    if "mapping values" not in context.problem:
        return None
    above = context.above(context.line)
    word = context.text[context.line.word_index : context.index]
    if above is None or not _WORD.fullmatch(word):
        return _in_text(context)
    beside = above.word_column == context.line.word_column
    return (
        _without_space(context, above, _KEYS)
        or (_without_colon(context, above) if beside else None)
        or _deeper(context, above)
    )


def _in_text(context: ErrorContext) -> Diagnostic:
    line = context.line
    if line.value.startswith(_TYPOGRAPHIC):
        message = f"`{line.value[0]}` is a typographic quotation mark. YAML knows only ' and \"."
    else:
        message = f"{glimpse(line.value)} contains a colon and a space, which begin a new key."
    return context.fault(context.index, message, context.quoted_hint(line))


def _without_colon(context: ErrorContext, line: Line) -> Diagnostic | None:
    if line.value not in _KEYS or line.key:
        return None
    message = f"A colon is missing after {ticked(line.value)}."
    return context.fault(line.word_index, message, f"Write `{line.value}: ` and its value.")


def _deeper(context: ErrorContext, above: Line) -> Diagnostic:
    """A key indented further than the others of its record."""
    line = context.line
    message = (
        f"{glimpse(line.key or line.value)} at column {line.word_column} is read as more of the "
        f"text on line {above.number}: {glimpse(above.key or above.value)} begins further left, "
        f"at column {above.word_column}."
    )
    hint = f"Indent it like the keys it belongs with. If it is text, {AS_BLOCK}."
    return context.fault(line.word_index, message, hint)


def no_key(context: ErrorContext) -> Diagnostic | None:
    """A line that is neither a key nor part of the text above it."""
    if "could not find expected ':'" not in context.problem:
        return None
    line = context.line_at(context.began)
    return (
        _without_space(context, line)
        or _without_space_after_dash(context, line)
        or _other_dash(context, line)
        or _without_colon(context, line)
        or _block_too_far_left(context, line)
        or _neither(context, line)
    )


def _without_space(
    context: ErrorContext, line: Line, keys: frozenset[str] | None = None
) -> Diagnostic | None:
    """`text:abc`. `keys` limits it to known keys, where other text may hold a colon."""
    match = _NO_SPACE.match(line.text)
    if match is None or (keys is not None and match["key"] not in keys):
        return None
    key, value = match["key"], match["value"].strip()
    at = line.start + match.start("value")
    if match["value"][0].isspace():
        message = f"`{key}:` is followed by {_named(match['value'][0])}."
        return context.fault(at, message, _SPACE_BAR)
    message = f"A space is missing after the colon in {glimpse(f'{key}:{value}')}."
    return context.fault(at, message, f"Write {glimpse(f'{key}: {value}')}.")


def _without_space_after_dash(context: ErrorContext, line: Line) -> Diagnostic | None:
    match = _NO_SPACE_AFTER_DASH.match(line.text)
    if match is None:
        return None
    item = match["item"].strip()
    message = f"A space is missing after the dash in {glimpse(f'-{item}')}."
    return context.fault(line.index, message, f"Write {glimpse(f'- {item}')}.")


def _block_too_far_left(context: ErrorContext, line: Line) -> Diagnostic | None:
    above = context.above(line)
    if above is None or not _BLOCK.search(above.text) or line.column > above.word_column:
        return None
    message = (
        f"The text below {glimpse(above.text.strip())} is not indented further than that line."
    )
    hint = f"Put {above.word_column + 1} spaces before each line of the text."
    return context.fault(line.index, message, hint)


def _neither(context: ErrorContext, line: Line) -> Diagnostic:
    message = f"{glimpse(line.text.strip())} is neither `key: value` nor part of the text above it."
    hint = "If it belongs to the text above, indent it like that text. A key needs `: ` after it."
    above = context.above(line)
    if above and above.is_item and above.column == line.column:
        hint = f"If it is an item of the list above, put `- ` before it. {hint}"
    return context.fault(context.began, message, hint)


def indentation(context: ErrorContext) -> Diagnostic | None:
    """A line indented like nothing it could belong to."""
    line = context.line
    if not any(word in context.problem for word in _UNFIT) or line.index != context.index:
        return None
    began = context.source.place(context.began).column
    if context.text[context.began] == "-" and began == line.column:
        return (
            _other_dash(context, line)
            or _without_space_after_dash(context, line)
            or _without_dash(context, began)
        )
    return _spaces_above(context) or _out_of_line(context)


def _other_dash(context: ErrorContext, line: Line) -> Diagnostic | None:
    """A list item that begins with a bullet or a long dash, as Word writes them."""
    match = _OTHER_DASH.match(line.text)
    if match is None:
        return None
    message = f"{ticked(match['sign'])} is not a dash, so it does not begin an item of the list."
    item = match["item"].strip()
    return context.fault(line.index, message, f"Write {glimpse(f'- {item}')}.")


def _without_dash(context: ErrorContext, column: int) -> Diagnostic:
    message = "This line is between the items of a list and has no `- `."
    hint = f"Put `- ` before it. If it belongs to the item above, begin at column {column + 2}."
    return context.fault(context.index, message, hint)


def _spaces_above(context: ErrorContext) -> Diagnostic | None:
    """A blank line below `|-` with more spaces than the text, which YAML takes as its indent."""
    blank = context.line_at(max(context.line.start - 1, 0))
    if not blank.is_blank or len(blank.text) < context.line.column:
        return None
    message = (
        f"This blank line has more spaces than the text below it, on line {context.line.number}."
    )
    return context.fault(blank.start, message, "Delete its spaces.")


def _out_of_line(context: ErrorContext) -> Diagnostic:
    column = context.line.column
    message = f"This line begins at column {column}, which matches no line above it."
    near = "; ".join(
        f"{glimpse(line.text.strip())} on line {line.number} begins at column {at}"
        for line, at in list(_around(context))[-2:]
    )
    return context.fault(
        context.index, message, f"Indent it like the line it belongs with: {near}."
    )


def _around(context: ErrorContext) -> Iterator[tuple[Line, int]]:
    """Lines above that it could belong with and their columns, up to the first one further left."""
    own, leftmost = context.line, None
    line = context.above(own)
    while line is not None:
        column = line.column if own.is_item else line.word_column
        if (line.is_item or not own.is_item) and (leftmost is None or column < leftmost):
            leftmost = column
            yield line, column
            if column < own.column:
                return
        line = context.above(line)


_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_INSTRUCTION = re.compile(r"^%", re.MULTILINE)
_PIECE = re.compile(r"[^\[\]{},]*")
_CLOSING = {"[": "]", "{": "}"}
_SIGNS = frozenset("@`%*&!|>?]},")


def parse(file: str, data: bytes) -> Source:
    """Read bytes as YAML, with the error, if any, in plain English among the `faults`."""
    source = nodes.parse(file, data)
    return replace(source, faults=(_fault(source, source.error),)) if source.error else source


def _fault(source: Source, error: nodes.ParseError) -> Diagnostic:
    match error:
        case nodes.NotYamlError():
            return _not_yaml(source, error)
        case nodes.TooDeepError(index=index):
            place, rule = source.place(index), "too-large"
            message = (
                f"Lists and keys are inside each other more than {nodes.MAX_DEPTH} levels deep."
            )
            hint = "A plan needs about ten levels. Look for brackets that are never closed."
        case nodes.TooLargeError():
            place, rule = Place(source.file), "too-large"
            message = "The file is larger than 5 MB, so it is not read."
            hint = "Split it into a file for each review."
        case nodes.OtherFormatError(format=file_format):
            place, rule = Place(source.file), "not-utf8"
            message = f"The file is {file_format}, not a text file."
            hint = (
                "A plan is a text file: write it with a text editor, "
                "and keep the document elsewhere."
            )
        case nodes.NotUtf8Error(before=before, byte=byte):
            place, rule = Source(source.file, before).end, "not-utf8"
            written = bytes([byte]).decode("cp1252", "replace")
            message = f"Byte {byte:#04x} is not UTF-8; in Windows-1252 it would be `{written}`."
            hint = "Save the file again with the encoding UTF-8."
        case nodes.UnprintableError(index=index):
            place, rule = source.place(index), "yaml-syntax"
            name = f"U+{ord(source.text[index]):04X}"
            if source.text[index] in "\x0b\x0c":
                message = (
                    f"The text contains a line break from Word ({name}). YAML does not know it."
                )
                hint = "Delete it and press Enter instead."
            else:
                message = f"The text contains a character that cannot be shown ({name})."
                hint = "Delete it. It often comes with pasted text."
        case _:
            place, rule = Place(source.file), "not-utf8"
            message = "The file is saved as UTF-16, not as UTF-8."
            hint = "Save the file again with the encoding UTF-8."
    return Diagnostic(place, rule, message, hint)


def feature_fault(source: Source, feature: nodes.Feature) -> Diagnostic:
    """The fault for something YAML has and plans do not."""
    name = glimpse(feature.name)
    hint = f"Write the value out. Put text that begins with `{feature.sign}` in single quotes."
    match feature.sign:
        case "*":
            message = f"{name} repeats a value from elsewhere, which plans do not do."
        case "&":
            message = f"{name} names a value for use elsewhere, which plans do not do."
        case "!":
            message = f"{name} is a type of YAML's own, which plans do not use."
        case "%":
            message = (
                "A line that begins with `%` is an instruction to YAML, which plans do not have."
            )
            hint = "Delete the line."
        case _:
            message = "A second document begins here."
            hint = "A plan is a single document. Delete the line `---` and what does not belong."
    return Diagnostic(source.place(feature.start), "yaml-feature", message, hint)


def _not_yaml(source: Source, error: nodes.NotYamlError) -> Diagnostic:
    index = min(error.index, len(source.text))
    context = ErrorContext(source, error.problem, index, min(error.began, index), error.scalar)
    for mistake in MISTAKES:
        if fault := mistake(context):
            return fault
    message = "The file cannot be read as YAML from here on."
    hint = "Compare this line and the line above it with the lines around them."
    return context.fault(context.index, message, hint)


def _conflict(context: ErrorContext) -> Diagnostic | None:
    match = _CONFLICT.search(context.text)
    if match is None:
        return None
    message = f"{glimpse(match[0].strip())} is left over from a merge in git."
    hint = "Keep the right version, and delete the lines of `<<<<<<<`, `=======`, `>>>>>>>`."
    return context.fault(match.start(), message, hint)


def _foreign_break(context: ErrorContext) -> Diagnostic | None:
    began = context.began if "scanning" in context.problem else context.index
    spans = [(context.line_at(began).start, context.index + 1)]
    if context.scalar:  # the break may end the line of the value before, or stand in front of it
        start, end = context.scalar
        spans += [(context.line_at(start).start, start), (end, context.index + 1)]
    found = (FOREIGN_BREAK.search(context.text, *span) for span in spans)
    match = next(filter(None, found), None)
    if match is None:
        return None
    name = f"U+{ord(match[0]):04X}"
    message = (
        f"The text contains a line break of Word's own ({name}), which ends the line for YAML."
    )
    return context.fault(match.start(), message, "Delete it and press Enter instead.")


def _instruction(context: ErrorContext) -> Diagnostic | None:
    if not re.search(r"directive|document|incompatible", context.problem):
        return None
    signs = [match.start() for match in _INSTRUCTION.finditer(context.text, 0, context.index + 1)]
    if not signs:
        return None
    message = "A line cannot begin with `%`: YAML gives it a special meaning."
    return context.fault(signs[-1], message, "Delete the line, or put text in single quotes.")


def _escape(context: ErrorContext) -> Diagnostic | None:
    if "escape" not in context.problem and "hexdecimal" not in context.problem:
        return None
    # One parser stops at the backslash, the other at the sign after it, both behind the x of `\x`.
    at = context.text.rfind("\\", 0, context.index + ("unknown" in context.problem))
    message = "In double quotes a `\\` begins a code, and YAML does not know this code."
    hint = "Put the text in single quotes, or write `\\\\` for each `\\`."
    return context.fault(max(at, 0), message, hint)


def _unclosed_quote(context: ErrorContext) -> Diagnostic | None:
    if "quoted scalar" not in context.problem or "unexpected" not in context.problem:
        return None
    quote = ticked(context.text[context.began : context.began + 1])
    message = f"The text that begins with {quote} here does not end with {quote}."
    return context.fault(context.began, message, f"Put {quote} after its last word.")


def _after_quote(context: ErrorContext) -> Diagnostic | None:
    """Text after a closing quotation mark."""
    begin, end = context.scalar or (0, 0)
    quote = context.text[begin : begin + 1]
    if "expected" not in context.problem or quote not in ("'", '"'):
        return None
    if (
        context.text[end : context.index].strip(" \t")
        or context.line_at(max(end - 1, 0)) != context.line
    ):
        return None
    if context.line_at(begin) != context.line:
        return _quote_far_on(context, begin, quote)
    if quote == "'" and re.fullmatch(r"\w'\w", context.text[end - 2 : end + 1]):
        return _apostrophe(context, begin, end)
    return _goes_on(context, begin, end)


def _quote_far_on(context: ErrorContext, begin: int, quote: str) -> Diagnostic:
    end = f"line {context.line.number}"
    message = f"The text that begins with `{quote}` here ends only at the next `{quote}`, on {end}."
    return context.fault(begin, message, f"Put `{quote}` after its last word.")


def _apostrophe(context: ErrorContext, begin: int, end: int) -> Diagnostic:
    message = "An apostrophe ends text in single quotes."
    line = context.line
    whole = line.value_index == begin and line.value.endswith("'")
    hint = context.quoted_hint(line) if whole else "Write it twice: `''`."
    return context.fault(end - 1, message, hint)


def _goes_on(context: ErrorContext, begin: int, end: int) -> Diagnostic:
    quoted = context.text[begin:end]
    message = f"The text continues after its closing quotation mark: {glimpse(quoted)}."
    hint = context.quoted_hint(context.line)
    if "flow" in context.problem:
        hint = "Put a comma between two items, or put the whole text in single quotes."
    elif context.sign == ",":
        hint = f"Put a list in brackets: {ticked(f'[{context.line.value}]')}."
    return context.fault(end, message, hint)


def _in_brackets(context: ErrorContext) -> Diagnostic | None:
    """Something that is not allowed inside brackets."""
    if "flow" not in context.problem:
        return None
    if "node" in context.problem and context.sign == ",":
        message = "An item is missing here, before a comma."
        return context.fault(
            context.index, message, "Delete the comma, or put text in single quotes."
        )
    so_far = context.text[max(context.began, context.line.start) : context.index]
    if context.sign == ":" and ": " in so_far:
        return _colon_in_brackets(context)
    began = context.began if context.sign else max(map(context.text.rfind, _CLOSING))
    bracket = context.text[began : began + 1]
    return _unclosed(context, began, bracket) if bracket in _CLOSING else None


def _unclosed(context: ErrorContext, began: int, bracket: str) -> Diagnostic:
    closing = _CLOSING[bracket]
    message = f"`{bracket}` is opened here and not closed with `{closing}`."
    hint = f"Put `{closing}` after the last item. Put text that begins with `{bracket}` in quotes."
    return context.fault(began, message, hint)


def _colon_in_brackets(context: ErrorContext) -> Diagnostic:
    before = re.split(r"[\[\]{},]|:[ \t]", context.before)[-1].lstrip()
    after = _PIECE.match(context.text[context.index : context.line.start + len(context.line.text)])
    piece = f"{before}{after[0] if after else ''}".rstrip()
    message = f"{glimpse(piece)} contains a colon and a space, which begin a new key."
    hint = f"Put it in quotes, {ticked(in_quotes(piece))}, or write each key on its own line."
    return context.fault(context.index, message, hint)


def _after_bracket(context: ErrorContext) -> Diagnostic | None:
    """Text after a closing bracket, or a closing bracket without an opening one."""
    if "expected" not in context.problem or context.before.rstrip()[-1:] not in ("]", "}"):
        return None
    if context.sign in ("]", "}"):
        message = f"`{context.sign}` closes a bracket that was never opened."
        return context.fault(context.index, message, "Delete it, or put the text in single quotes.")
    sign = context.line.value[:1]
    if sign not in _CLOSING:
        return None
    what = "a list" if sign == "[" else "a group of keys"
    message = f"A value that begins with `{sign}` is {what} for YAML, and this is text."
    return context.fault(context.line.value_index, message, context.quoted_hint(context.line))


def _sign_first(context: ErrorContext) -> Diagnostic | None:
    """A value that begins with a reserved character."""
    at = _beginning(context)
    sign = context.text[at : at + 1]
    if (
        not sign
        or sign not in _SIGNS
        or not re.search(r"scanning|a tag|node|keys are not", context.problem)
    ):
        return None
    line = context.line_at(at)
    alone = line.value_index == at
    if sign in "|>":
        message = f"After `{sign}` the text begins on the line below."
    else:
        message = f"A value cannot begin with {ticked(sign)}: YAML gives it a special meaning."
    return context.fault(
        at, message, context.quoted_hint(line) if alone else "Put it in single quotes."
    )


def _beginning(context: ErrorContext) -> int:
    """The offset of the value with the reserved character."""
    own = re.search(r"an (anchor|alias)|a (tag|block scalar)|parsing a node", context.problem)
    return context.began if own else context.index


def _list_on_line(context: ErrorContext) -> Diagnostic | None:
    """`lead: - POL`."""
    if "sequence entries" not in context.problem:
        return None
    message = "`- ` begins an item of a list, which cannot be on the line of its key."
    item = context.text[context.index : context.line.start + len(context.line.text)].strip()
    hint = f"Put {ticked(item)} on its own line below. Put text in single quotes."
    return context.fault(context.index, message, hint)


MISTAKES: tuple[Callable[[ErrorContext], Diagnostic | None], ...] = (
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

"""YAML mistakes within a line, explained for people who work in Word.

The lines are those of one action, and the mark `▸` stands where the fault is expected. There is one
mistake in each, so exactly one fault is expected: the same with libyaml and without.
"""

from __future__ import annotations

import pytest

from tests.plan.reading import Slip, in_action, is_told

pytestmark = pytest.mark.usefixtures("each_parser")

QUOTES = (
    Slip(
        "an apostrophe in single quotes",
        "text: 'It▸'s done'",
        ("An apostrophe ends text in single quotes", "Write `text: 'It''s done'`."),
    ),
    Slip(
        "an apostrophe in single quotes, in brackets",
        "lead: ['Neil▸'s team', POL]",
        ("apostrophe ends text", "Write it twice: `''`."),
    ),
    Slip(
        "text after a quotation",
        'text: "Done"▸ said the police',
        (
            "The text continues after its closing quotation mark:",
            """Write `text: '"Done" said the police'`.""",
        ),
    ),
    Slip(
        "quotation marks within quotation marks",
        'text: "Use the "▸one form" now"',
        (
            "The text continues after its closing quotation mark:",
            "Write `text: 'Use the \"one form\" now'`.",
        ),
    ),
    Slip(
        "a list in quotes without brackets",
        'lead: "POL"▸, "NCC"',
        ("Put a list in brackets:", '`["POL", "NCC"]`'),
    ),
    Slip(
        "no comma between items in quotes",
        'lead: ["POL"▸ "NCC"]',
        ("The text continues after its closing quotation mark:", "Put a comma between two items"),
    ),
    Slip(
        "a quotation without end",
        'text: ▸"Done',
        ('The text that begins with `"` here does not end with `"`',),
    ),
    Slip(
        "single quotes without end",
        "text: ▸'Done",
        ("The text that begins with `'` here does not end with `'`",),
    ),
    Slip(
        "a quotation that ends in the next one",
        'text: ▸"Done\ntitle: "Form"',
        ('ends only at the next `"`, on line 10', 'Put `"` after its last word.'),
    ),
    Slip(
        "typographic quotation marks around a colon",
        "text: \u201cDone▸: all\u201d",
        ("is a typographic quotation mark", "Write `text: 'Done: all'`."),
    ),
    Slip(
        "typographic single quotes around a colon",
        "text: \u2018Neil\u2019s review▸: all\u2019",
        ("is a typographic quotation mark", "Write `text: 'Neil\u2019s review: all'`."),
    ),
    Slip(
        "a Windows path in double quotes",
        'evidence: ["C:▸\\Users\\x"]',
        ("In double quotes a `\\` begins a code", "single quotes, or write `\\\\`"),
    ),
    Slip(
        "a code that needs more digits",
        'text: "C:▸\\data\\x"',
        ("In double quotes a `\\` begins a code",),
    ),
    Slip("half a character as a code", r'text: "▸\ud800"', ("In double quotes a `\\`",)),
    Slip("a character that there is not", r'text: "▸\UFFFFFFFF"', ("In double quotes a `\\`",)),
)

SIGNS = (
    *(
        Slip(
            f"`{sign}` at the start of a value",
            f"text: ▸{sign}{rest}",
            (f"A value cannot begin with {name}", f"Write `text: '{sign}{rest}'`."),
        )
        for sign, rest, name in (
            ("@", "home", "`@`"),
            ("%", "50 of staff", "`%`"),
            ("*", "*bold**", "`*`"),
            ("&", " more", "`&`"),
            ("`", "one form`", "a backtick"),
            ("!", "a!b", "`!`"),
            ("?", " perhaps", "`?`"),
            ("]", " closed", "`]`"),
            ("}", " closed", "`}`"),
            (",", " and more", "`,`"),
        )
    ),
    Slip("`*` in brackets", "lead: [▸**POL**]", ("cannot begin with `*`", "in single quotes")),
    Slip(
        "`[` at the start of text",
        "text: ▸[done] by police",
        ("begins with `[` is a list", "Write `text: '[done] by police'`."),
    ),
    Slip(
        "`{` at the start of text",
        "text: ▸{name} to act",
        ("begins with `{` is a group of keys", "Write `text: '{name} to act'`."),
    ),
    Slip(
        "a box that is ticked",
        "notes:\n  - ▸[x] Done",
        ("begins with `[` is a list", "Write `- '[x] Done'`."),
    ),
    Slip(
        "text on the line of `|`",
        "text: ▸| Share",
        ("After `|` the text begins on the line below", "Write `text: '| Share'`."),
    ),
    Slip("a sign of more", "target: ▸> 2016", ("After `>` the text begins on the line below",)),
    Slip(
        "a list on the line of its key",
        "lead: ▸- POL",
        (
            "`- ` begins an item of a list, which cannot be on the line of its key",
            "Put `- POL` on its own line below",
        ),
    ),
    Slip("a dash before text", "text: ▸- none", ("text in single quotes",)),
)

BRACKETS = (
    Slip(
        "a bracket without end",
        "lead: ▸[POL, NCC\nstatus: complete",
        ("`[` is opened here and not closed with `]`", "Put `]` after the last item"),
    ),
    Slip(
        "a bracket and nothing else, in the last line",
        "lead: ▸[",
        ("`[` is opened here and not closed with `]`",),
    ),
    Slip(
        "a bracket after a comma, in the last line",
        "lead: ▸[A,",
        ("`[` is opened here and not closed with `]`",),
    ),
    Slip(
        "a bracket without end, in the last line",
        "lead: ▸[POL, NCC",
        ("`[` is opened here and not closed with `]`",),
    ),
    Slip("the wrong bracket", "lead: ▸[POL, NCC}", ("`[` is opened here and not closed with `]`",)),
    Slip(
        "a brace without end",
        "milestones:\n  - ▸{text: Draft\nstatus: complete",
        ("`{` is opened here and not closed with `}`",),
    ),
    Slip("a bracket too many", "lead: [POL]▸]", ("`]` closes a bracket that was never opened",)),
    Slip(
        "two commas",
        "lead: [POL, ▸, NCC]",
        (
            "Delete the comma",
            "Delete the comma",
        ),
    ),
)


@pytest.mark.parametrize("slip", [*QUOTES, *SIGNS, *BRACKETS], ids=Slip.name_of)
def test_a_slip_is_told_in_plain_words(slip: Slip) -> None:
    is_told(in_action(slip.text), slip.words)


def test_lines_before_the_slip_are_not_blamed() -> None:
    sound = "lead: [POL,\n  NCC]\ntitle: 'Neil''s plan'\noutcome: \"a \\\" b\"\n"
    is_told(in_action(f"{sound}text: ▸@home"), ("`@`",))

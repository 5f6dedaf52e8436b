"""Mistakes of indentation, missing colons, and colons that turn text into a key."""

from __future__ import annotations

import pytest

from tests.plan.reading import MARK, PLAN, Slip, in_action, is_told

pytestmark = pytest.mark.usefixtures("each_parser")

COLONS = (
    Slip(
        "a colon in plain text",
        "text: Review 7▸: the plan",
        ("`Review 7:", "Write `text: 'Review 7: the plan'`."),
    ),
    Slip(
        "a colon, and apostrophes to be doubled",
        "text: Neil's review▸: it's done",
        ("Write `text: 'Neil''s review: it''s done'`.",),
    ),
    Slip(
        "a colon after a time",
        "progress: Met at 10:30▸: all agreed",
        ("Write `progress: 'Met at 10:30: all agreed'`.",),
    ),
    Slip(
        "a colon after text in quotes",
        'text: "Early help"▸: a review',
        ("""Write `text: '"Early help": a review'`.""",),
    ),
    Slip(
        "a colon in an item of a list",
        "notes:\n  - Seen: by all▸: yes",
        ("Write `Seen: 'by all: yes'`.",),
    ),
    Slip(
        "a colon in text too long to be repeated",
        f"text: {'Share what is known. ' * 4}▸: a list",
        (
            "contains a colon and a space",
            "single quotes",
            "`|-`",
            "…",
        ),
    ),
    Slip(
        "a colon in text that goes on below",
        "text: Review 7▸: the plan\n  goes on",
        ("single quotes", "on lines of its own below the key, after `|-`"),
    ),
    Slip(
        "a colon further down in plain text",
        "text: Review 7\n  see http://example.org/x▸: the plan",
        ("contains a colon and a space", "`|-`"),
    ),
    Slip(
        "a colon in braces",
        "milestones:\n  - {text: Draft▸: first}",
        ("`Draft:", "`'Draft: first'`"),
    ),
    Slip(
        "no space after the colon",
        "text:▸Share\nstatus: complete",
        ("A space is missing after the colon in `text:Share`", "Write `text: Share`."),
    ),
    Slip(
        "no space after the colon, in the last line",
        "text:▸Share",
        ("A space is missing after the colon in `text:Share`", "Write `text: Share`."),
    ),
    Slip(
        "no space after the colon of a list's first key",
        "milestones:\n  - id:▸ii\n    text: Draft",
        ("A space is missing after the colon in `id:ii`", "Write `id: ii`."),
    ),
    Slip(
        "a no-break space after the colon",
        "text:▸\u00a0Share\nstatus: complete",
        ("`text:` is followed by a no-break space (U+00A0)", "press the space bar"),
    ),
    Slip(
        "no colon", "▸text\nstatus: complete", ("A colon is missing after `text`", "Write `text: `")
    ),
    Slip(
        "no colon after a list's first key",
        "milestones:\n  - ▸text\n    status: complete",
        ("A colon is missing after `text`",),
    ),
)

LINES = (
    Slip("a tab before a key", "status: complete\n▸\ttext: Share", ("with a tab", "Use spaces")),
    Slip("a tab after a dash", "lead:\n  -▸\tPOL", ("with a tab", "Use spaces instead.")),
    Slip("a tab before text", "text: |-\n▸\tShare", ("with a tab", "Use spaces instead.")),
    Slip(
        "a no-break space after a dash",
        "lead:\n-▸\u00a0POL\n-\u00a0NCC",
        ("a no-break space (U+00A0)", "press the space bar"),
    ),
    Slip(
        "a key one space to the right, below text",
        "status: complete\n ▸target: 2016",
        ("`target` at column 10", "`target` at column 10 is read as more of the text on line 9:"),
    ),
    Slip(
        "a key two spaces to the right, below text in quotes",
        "title: 'Form'\n  ▸target: 2016",
        ("at column 11", "`title: 'Form'` on line 9 begins at column 9"),
    ),
    Slip(
        "no space after the dash",
        "lead:\n▸-POL\n-NCC",
        ("A space is missing after the dash in `-POL`", "Write `- POL`."),
    ),
    Slip(
        "no space after the dash of a later item",
        "milestones:\n  - text: Draft\n    target: 2016\n  ▸-text: Form",
        ("A space is missing after the dash in `-text:", "Write `- text: Form`."),
    ),
    Slip(
        "a bullet for a dash",
        "milestones:\n  - text: Draft\n  ▸\u2022 text: Form",
        ("`\u2022` is not a dash", "Write `- text: Form`."),
    ),
    Slip(
        "a longer dash for a dash",
        "lead:\n  - POL\n  ▸\u2013 NCC",
        ("`\u2013` is not a dash", "Write `- NCC`."),
    ),
    Slip(
        "an item without its dash",
        "lead:\n  - POL\n  ▸NCC",
        ("neither `key: value` nor part of the text above", "put `- ` before it"),
    ),
    Slip(
        "keys without their dash",
        "milestones:\n  - text: Draft\n    target: 2016\n  ▸text: Form",
        (
            "This line is between the items of a list and has no `- `",
            "Put `- ` before it",
            "column 13",
        ),
    ),
    Slip(
        "text below `|-` that is not indented",
        "text: |-\n▸Share what is known.\nstatus: complete",
        ("|-` is not indented further than that line", "Put 10 spaces before each line"),
    ),
    Slip(
        "text below `|-` that loses a space",
        "text: |-\n  Share what\n ▸is known.\nstatus: complete",
        (
            "at column 10",
            "`Share what` on line 10",
            "column 11",
            "`text: |-` on line 9",
            "column 9",
        ),
    ),
    Slip(
        "text that is not indented",
        "text: Share what\n▸is known.\nstatus: complete",
        ("`is known.` is neither `key: value` nor part of the text above", "indent it"),
    ),
)


@pytest.mark.parametrize("slip", [*COLONS, *LINES], ids=Slip.name_of)
def test_a_slip_is_told_in_plain_words(slip: Slip) -> None:
    is_told(in_action(slip.text), slip.words)


def test_keys_indented_with_the_spaces_of_the_web_are_told_at_the_first() -> None:
    spaces = "\u00a0" * 8
    text = f"{PLAN}{MARK}{spaces}status: complete\n{spaces}title: Form\n        target: 2016\n"
    is_told(text, ("indented with a no-break space (U+00A0)", "press the space bar"))


INDENTATION = (
    Slip(
        "a key one space to the right",
        f"{PLAN}         ▸text: Agree one form.\n",
        ("at column 10", '`- id: "1.1"` on line 8 begins at column 9'),
    ),
    Slip(
        "a key one space to the left",
        f"{PLAN}       ▸text: Agree one form.\n",
        ("at column 8", "line 8 begins at column 9", "`actions:` on line 7 begins at column 5"),
    ),
    Slip(
        "a dash one space to the right",
        f'{PLAN}       ▸- id: "1.2"\n',
        ("at column 8", '`- id: "1.1"` on line 8 begins at column 7'),
    ),
    Slip(
        "a dash one space to the left",
        f'{PLAN}     ▸- id: "1.2"\n',
        ("at column 6", "line 8 begins at column 7", '`- id: "1"` on line 5 begins at column 3'),
    ),
    Slip(
        "a recommendation one space to the left",
        f'{PLAN} ▸- id: "2"\n',
        ("at column 2", '`- id: "1"` on line 5 begins at column 3'),
    ),
    Slip(
        "items among keys",
        f'{PLAN}        ▸- id: "1.2"\n',
        ("at column 9", '`- id: "1.1"` on line 8 begins at column 7'),
    ),
    Slip(
        "a blank line of many spaces before text",
        f"{PLAN}        text: |-\n▸              \n          Agree one form.\n",
        ("blank line has more spaces than the text below it, on line 11", "Delete its spaces."),
    ),
    Slip(
        "no space after the colon, in the first line",
        "format:▸1\nid: DHR99\n",
        ("A space is missing after the colon in `format:1`", "Write `format: 1`."),
    ),
)


@pytest.mark.parametrize("slip", INDENTATION, ids=Slip.name_of)
def test_a_line_out_of_line_is_told_with_columns(slip: Slip) -> None:
    is_told(slip.text, slip.words)


def test_a_comment_is_not_proposed_as_text() -> None:
    is_told(in_action("text: Review 7▸: the plan # old"), ("Put the whole text in single quotes",))


def test_lines_of_an_old_mac_are_lines() -> None:
    is_told("title: One\rid: a▸: b\r", ("Write `id: 'a: b'`.",))

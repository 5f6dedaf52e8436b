"""Every fault of reading by name, at its place, with what to write instead.

The mark `▸` stands where the fault is expected; there is one mistake in each text, so exactly one
fault is expected: the same with libyaml and without. Mistakes in YAML are in `test_explain_line`.
"""

from __future__ import annotations

import codecs

import pytest

from dhrplan.plan.read import read_plan
from dhrplan.yamldoc import nodes
from tests.plan.reading import FILE, HEAD, PLAN, Slip, in_action, is_told, read, told

pytestmark = pytest.mark.usefixtures("each_parser")

NAMES = {
    *("not-utf8", "yaml-syntax", "yaml-feature", "too-large", "duplicate-key"),
    *("unknown-key", "missing-key", "wrong-type", "unknown-value", "not-a-date"),
}

OF_AN_ACTION = {
    "yaml-feature": (
        Slip("an anchor", "text: ▸&form Agree", ("`&form` names a value", "Write the value out")),
        Slip("an alias", "text: ▸*form", ("`*form` repeats a value", "Write the value out")),
        Slip("an alias as a key", "▸*form : Agree", ("`*form` repeats a value",)),
        Slip(
            "a merge key",
            "▸<<: *form",
            ("`<<` includes keys from elsewhere, which plans do not do", "Write them out."),
        ),
        Slip("a tag", "text: ▸!!str 1", ("`!!str` is a type of YAML's own", "Write the value out")),
        Slip("a shout", "text: ▸!important", ("Put text that begins with `!` in single quotes",)),
    ),
    "duplicate-key": (
        Slip(
            "a key that stands twice",
            "text: Agree\nlead: [POL]\n▸text: Train",
            (
                "`text` is here for the second time",
                "Delete the wrong entry, or put both texts under the first",
            ),
        ),
    ),
    "unknown-key": (
        Slip("a key that is misspelt", "▸staus: complete", ("`staus` is not", "Write `status`.")),
        Slip("a word of other forms", "▸owner: [POL]", ("the body under `lead`", "under `post`")),
        Slip("a heading of the form", "▸Action to be taken: Agree", ("Write `text`.",)),
        Slip(
            "a heading of other forms",
            "▸Responsible Officer: POL",
            ("the body under `lead`", "never a person"),
        ),
        Slip("two words for one key", "▸Target date: 2021", ("Write `target`.",)),
        Slip(
            "a key without a space after its dash",
            "milestones:\n  ▸-text: Draft",
            ("A space is missing after the dash in `-text`", "Write `- text`."),
        ),
        Slip("a key like no other", "▸quux: 1", ("Known here: ref, section, title, text",)),
        Slip(
            "a comma that cuts text in braces",
            "milestones:\n  - {text: Draft, ▸circulate, target: 2021}",
            ("`circulate` is read as a key", "a comma ends the text before it", "in quotes"),
        ),
        Slip(
            "a key behind a space of the web",
            "milestones:\n  - text: Draft\n    ▸\u00a0target: 2021",
            ("`target` contains no-break space (U+00A0), which cannot be seen", "space bar"),
        ),
        Slip(
            "a key behind a soft hyphen",
            "milestones:\n  - text: Draft\n    ▸\u00adtarget: 2021",
            ("`target` contains soft hyphen (U+00AD), which cannot be seen", "Delete it"),
        ),
        Slip(
            "a key in quotes with a space within it and one at its end",
            '▸"DS DS ": 1',
            ("`DS DS` contains space (U+0020), which cannot be seen", "Delete it"),
        ),
    ),
    "missing-key": (
        Slip("a milestone without text", "milestones:\n  - ▸target: 2021", ("`text` is missing",)),
    ),
    "wrong-type": (
        Slip("one value for a list", "lead: ▸POL", ("`lead` is a list", "Write `[POL]`.")),
        Slip(
            "a list for one value",
            "text: ▸[Agree, train]",
            ("`text` takes a single value, and here it has a list", "after `|-`"),
        ),
        Slip(
            "keys for one value",
            "notes:\n  - ▸Seen: yes",
            (
                "`notes` takes a single value, and here it has keys",
                "Put text with a colon in quotes: `'Seen: yes'`.",
            ),
        ),
        Slip(
            "one value for keys",
            "signed_off: ▸2021-03-04",
            ("`signed_off` needs keys below it", "`date`", "`by`"),
        ),
        Slip(
            "a text for the list of milestones",
            "milestones: ▸Draft circulated",
            (
                "needs keys below it",
                "before it, and put both on their own line",
            ),
        ),
        Slip(
            "a text for a decision",
            "decision: ▸awaiting funding",
            (
                "needs keys below it",
                "before it, and put both on their own line",
            ),
        ),
        Slip("none of a list of keys", "milestones: ▸None", ("Delete the line",)),
        Slip("none of a list", "evidence: ▸n/a", ("Delete the line",)),
        Slip(
            "a sentence for a list",
            "notes: ▸Agreed, but late",
            ("`notes` is a list, and here it has a single value",),
        ),
        Slip(
            "keys for a list",
            "milestones:\n  ▸text: Draft",
            (
                "`milestones` is a list",
                "Put `- ` before its first key, and indent the other keys to begin below it",
                "Put `- ` before its first key",
            ),
        ),
        Slip("braces for brackets", "lead: ▸{POL, NCC}", ("`lead` is a list", "`[POL, NCC]`")),
        Slip("round brackets", "lead: ▸(POL, NCC)", ("`lead` is a list", "Write `[POL, NCC]`.")),
        Slip("semicolons", "lead: ▸POL; NCC", ("`lead` is a list", "Write `[POL, NCC]`.")),
        Slip("round brackets in text", "notes: ▸(see minutes)", ("Write `[(see minutes)]`.",)),
        Slip(
            "text with a colon for a list",
            "evidence:\n  ▸Audit: 20 cases",
            ("`evidence` is a list", "Write `['Audit: 20 cases']`."),
        ),
        Slip(
            "a text for a milestone",
            "milestones:\n  - ▸Draft circulated",
            ("needs keys below it", "Put `text: ` before it."),
        ),
        Slip("a list for a key", "? ▸[text]\n: Agree", ("A key is a single word.", "in quotes")),
        Slip("items without a space", "lead:\n  ▸-POL\n  -NCC", ("a dash and a space: `- POL`",)),
        Slip("items with bullets", "lead: ▸\u2022 POL", ("a dash and a space: `- POL`",)),
        Slip(
            "a key without a space, alone",
            "milestones:\n  - ▸text:Draft",
            ("needs keys below it", "a space after the colon: `text: Draft`"),
        ),
    ),
    "unknown-value": (
        Slip("a near miss", "status: ▸Completed", ("`Completed` is not a status", "`complete`")),
        Slip(
            "a status with its date",
            "status: ▸Complete 04/03/2020",
            ("Write `complete`, and on a line of its own `completed: 2020-03-04`.",),
        ),
        Slip(
            "a status with its date in words",
            "status: ▸'Complete and ongoing: 31 October 2016'",
            ("Write `complete-ongoing`, and", "`completed: 2016-10-31`."),
        ),
        Slip(
            "a word of other plans",
            "status: ▸On hold",
            ("Write `paused`, with the day", "`next_check`"),
        ),
        Slip("a word like no other", "status: ▸quux", ("`not-started`", "`superseded`")),
        Slip("neither yes nor no", "joint: ▸perhaps", ("neither yes nor no", "`yes` or `no`")),
        Slip(
            "a space that nothing shows",
            "status: ▸complete\u00a0",
            ("has a space before or after it, which cannot be seen", "Delete the space."),
        ),
        Slip(
            "a sign that nothing shows",
            "status: ▸in-\u200bprogress",
            ("contains zero width space (U+200B), which cannot be seen", "Delete it"),
        ),
        Slip(
            "an id with a sign that nothing shows",
            "milestones:\n  - id: ▸ii\u2060\n    text: Draft",
            ("word joiner (U+2060), which cannot be seen",),
        ),
        Slip(
            "an id in typographic quotation marks",
            "milestones:\n  - id: ▸\u201cii\u201d\n    text: Draft",
            ("is not an id", "it is in curly quotation marks", 'Write `"ii"`.'),
        ),
        Slip(
            "an id with a space",
            "milestones:\n  - id: ▸step one\n    text: Draft",
            ("`step one` is not an id", "no space, `/`, `:` or quotation mark", "`step-one`"),
        ),
    ),
    "not-a-date": (
        Slip(
            "a day that there is not",
            "target: ▸2025-02-30",
            ("`2025-02-30`", "February 2025 has 28 days"),
        ),
        Slip("no day yet", "target: ▸TBC", ("`TBC`",)),
        Slip("no year", "target: ▸end of April", ("`end of April`", "year")),
        Slip("a day counted from another", "completed: ▸published + 6 months", ("`published +",)),
    ),
}

OF_A_FILE = {
    "yaml-feature": (
        Slip(
            "a second document",
            f"{PLAN}▸---\n{PLAN}",
            ("second document", "A second document begins here"),
        ),
        Slip("an instruction to YAML", f"▸%YAML 1.1\n---\n{PLAN}", ("`%`", "Delete the line.")),
    ),
    "unknown-key": (
        Slip(
            "text behind Word's own break",
            PLAN.replace("title: ", "title: One\u2028▸Two: "),
            ("`Two` follows a line break of Word's own (U+2028)", "press Enter"),
        ),
    ),
    "missing-key": (
        Slip("no format", f"▸{PLAN.partition(chr(10))[2]}", ("Write `format: 1` at the top.",)),
        Slip("no id of the review", f"▸{PLAN.replace('id: DHR99', 'kind: DHR')}", ("`id` is",)),
        Slip("no title", f"▸{PLAN.replace('title: D', 'partnership: D')}", ("`title` is missing",)),
        Slip("an empty title", "▸" + PLAN.replace(PLAN.split("\n")[2], "title:"), ("`title` is",)),
        Slip("no recommendations", f"▸{HEAD.replace('recommendations:', '')}", ("and the list",)),
        Slip("no text", f"{HEAD}  - ▸id: '1'\n", ("Write `text: |-` and the words below it.",)),
        Slip(
            "no id of an action",
            f"{HEAD}  - id: '1'\n    text: One\n    actions:\n      - ▸text: Agree\n",
            ("`id` is missing", "` and a number or name that will never change"),
        ),
    ),
    "wrong-type": (
        Slip("a list for a plan", "▸- one\n- two\n", ("does not begin with keys", "`format`")),
        Slip("a sentence for a plan", "▸Action plan\n", ("does not begin with keys",)),
        Slip(
            "a word for recommendations",
            f"{HEAD} ▸none yet\n",
            ("`recommendations` needs keys below it",),
        ),
    ),
    "unknown-value": (
        Slip("another format", PLAN.replace("format: 1", "format: ▸2"), ("`2` is not a format",)),
        Slip("a review's id", PLAN.replace("id: DHR99", "id: ▸DHR 99"), ("Write `DHR-99`.",)),
    ),
}


def _cases(slips: dict[str, tuple[Slip, ...]]) -> list[object]:
    pairs = [(rule, slip) for rule, of_rule in slips.items() for slip in of_rule]
    return [pytest.param(rule, slip, id=f"{rule}: {slip.name}") for rule, slip in pairs]


@pytest.mark.parametrize(("rule", "slip"), _cases(OF_AN_ACTION))
def test_a_fault_of_an_action_is_named_once(rule: str, slip: Slip) -> None:
    file = is_told(in_action(slip.text), slip.words, rule)
    assert [fault.action for fault in file.faults] == ["1.1"]
    assert [fault.review for fault in file.faults] == ["DHR99"]


@pytest.mark.parametrize(("rule", "slip"), _cases(OF_A_FILE))
def test_a_fault_of_a_file_is_named_once(rule: str, slip: Slip) -> None:
    is_told(slip.text, slip.words, rule)


BYTES = {
    "Windows-1252": (b"title: One\ntext: a\x92s", "2:8 not-utf8", ("Byte 0x92", "\u2019")),
    "Windows-1252 after other signs": ("text: é😀".encode() + b"\xe9", "1:9 not-utf8", ("`é`",)),
    "UTF-16": ("title: Café".encode("utf-16"), "1:1 not-utf8", ("UTF-16", "UTF-8")),
    "UTF-16 without its mark": ("title: One".encode("utf-16-le"), "1:1 not-utf8", ("UTF-16",)),
    "a Word document": (b"PK\x03\x04\x14\x00", "1:1 not-utf8", ("Word or Excel", "text file")),
    "an old Word document": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "1:1 not-utf8",
        ("Word or Excel", "text file"),
    ),
    "a PDF": (b"%PDF-1.7\n", "1:1 not-utf8", ("The file is a PDF",)),
    "rich text": (b"{\\rtf1\\ansi hello}", "1:1 not-utf8", ("rich text", "text file")),
    "more than 5 MB": (
        b"#" * (nodes.MAX_BYTES + 1),
        "1:1 too-large",
        ("larger than 5 MB", "a file for each review"),
    ),
    "more than 32 levels": (b"[" * 33, "1:33 too-large", ("more than 32 levels", "brackets")),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text_of_a_plan(name: str) -> None:
    data, place, words = BYTES[name]
    file = read_plan(FILE, data)
    assert told(file) == [place]
    assert file.plan is None
    said = f"{file.faults[0].message} {file.faults[0].hint}"
    assert [word for word in words if word not in said] == [], said


def test_a_mark_of_utf8_is_no_fault_and_no_column() -> None:
    file = read_plan(FILE, codecs.BOM_UTF8 + b"\xff")
    assert told(file) == ["1:1 not-utf8"]


def test_a_mark_of_utf8_does_not_count_towards_the_limit_of_size() -> None:
    """An edit measures the text without its mark: what it writes must be readable afterwards."""
    file = read_plan(FILE, codecs.BOM_UTF8 + b"#" * nodes.MAX_BYTES)
    assert told(file) == ["1:1 missing-key"]


def test_every_fault_of_the_format_has_a_case_here() -> None:
    of_bytes = {place.partition(" ")[2] for _, place, _ in BYTES.values()}
    assert {*OF_AN_ACTION, *OF_A_FILE, *of_bytes, "yaml-syntax"} == NAMES


def test_several_mistakes_are_all_told_in_the_order_of_the_file() -> None:
    file = read_plan(FILE, in_action("staus: complete\ntarget: TBC\ntext: One\ntext: Two").encode())
    assert told(file) == ["9:9 unknown-key", "10:17 not-a-date", "12:9 duplicate-key"]


def test_a_key_that_was_misspelt_is_not_missing_too() -> None:
    file = read_plan(FILE, PLAN.replace("title:", "titel:").encode())
    assert told(file) == ["3:1 unknown-key"]


def test_the_second_of_two_keys_names_the_first() -> None:
    (fault,) = read_plan(FILE, in_action("text: One\ntext: Two").encode()).faults
    ((place, message),) = fault.related
    assert (place.line, place.column, message) == (9, 9, "the first is here")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "~\n"])
def test_an_empty_file_is_one_fault(text: str) -> None:
    (fault,) = read(text).faults
    assert (fault.rule, fault.message) == ("missing-key", "The file is empty.")

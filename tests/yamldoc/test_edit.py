"""Edits as a reader of the file sees them: a few lines before, and the same lines after."""

from __future__ import annotations

from textwrap import dedent, fill, indent

import pytest

from dhrplan.errors import EditError
from dhrplan.plan.fmt import edit
from dhrplan.yamldoc.edit import Append, Change, Remove, Set, UnsafeEditError
from tests.plan.reading import FILE, HEAD, PLAN

pytestmark = pytest.mark.usefixtures("each_parser")

ACTION = ("recommendations", 0, "actions", 0)
LONG = (
    "All agencies were asked in May; eleven of twelve use the form, and the twelfth begins in June."
)


def after(lines: str, *changes: Change) -> str:
    """The lines of an action, all below its id, after changes."""
    before = indent(dedent(lines), " " * 8)
    text = edit(FILE, f"{PLAN}{before}".encode(), changes).data.decode()
    assert text.startswith(PLAN)
    return dedent(text.removeprefix(PLAN))


def below(name: str, *rest: str | int) -> tuple[str | int, ...]:
    return (*ACTION, name, *rest)


def changed(text: str, *changes: Change) -> str:
    """A whole text after changes."""
    return edit(FILE, text.encode(), changes).data.decode()


@pytest.mark.parametrize(
    ("before", "value", "expected"),
    [
        ("status: in-progress", "complete", "status: complete"),
        ("status: 'in-progress'  # said so", "complete", "status: 'complete'  # said so"),
        ('title: "One form"', 'The "new" form', r'title: "The \"new\" form"'),
        ("title: 'One form'", "The board's form", "title: 'The board''s form'"),
        ("title: One form", "Forms: one", 'title: "Forms: one"'),
        ("title: One form", 'Forms: "one"', "title: 'Forms: \"one\"'"),
        ("title: One form", "See minute #12", 'title: "See minute #12"'),
        ("title: One form", "See minute#12", "title: See minute#12"),
        ("title: One form", "- no list", 'title: "- no list"'),
        ("title: One form", "@home", 'title: "@home"'),
        ("title: One form", "null", 'title: "null"'),
        ("title: One form", "1.10", 'title: "1.10"'),
        ("title: One form", "no", 'title: "no"'),
        ("title: One form", "C:\\Users", "title: C:\\Users"),
        ("title: One form", "ends with a colon:", 'title: "ends with a colon:"'),
        ("title: One form", "a\ttab", r'title: "a\ttab"'),
        ("title: One form", "Word\u2028s", 'title: "Word\\u2028s"'),
        ("title:   One form   # why", "Forms", "title:   Forms   # why"),
        ('"title" : "One form"', "Forms", '"title" : "Forms"'),
        ("title:  # why", "Forms", "title: Forms  # why"),
        ("title: ~", "Forms", "title: Forms"),
    ],
)
def test_a_value_keeps_its_quotes_and_its_comment(before: str, value: str, expected: str) -> None:
    name = before.partition(":")[0].strip(' "')
    assert after(f"{before}\n", Set(below(name), value)) == f"{expected}\n"


BLOCKS = {
    "a literal block": (
        "|-\n  Old.\n  And more.",
        "New.\n\n  in\nout",
        "|-\n  New.\n\n    in\n  out",
    ),
    "its comment": ("|-  # why\n    Old.", "New.", "|-  # why\n    New."),
    "one break at its end": ("|\n  Old.\n", "New.", "|\n  New.\n"),
    "a folded block": (
        ">-\n  Old.",
        LONG,
        ">-\n" + indent(fill(LONG, 70), "  "),
    ),
    "paragraphs in it": (">-\n  Old.", "One.\nTwo.", ">-\n  One.\n\n  Two."),
    "a text that begins with a space": ("|-\n  Old.", "  New.", "|2-\n    New."),
    "what no block can hold": ("|-  # why\n  Old.", "\a", '"\\u0007"  # why'),
    "plain text that gets a second line": (
        "Old.  # why",
        "One.\nTwo.",
        "|-  # why\n  One.\n  Two.",
    ),
    "double quotes that get one": ('"Old."', "One.\nTwo.", '"One.\\nTwo."'),
    "plain text over lines": (
        "Old words that\n  go on",
        LONG.replace(";", ","),
        fill(LONG.replace(";", ","), 64, subsequent_indent="  "),
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_text_keeps_its_form(name: str) -> None:
    old, value, new = BLOCKS[name]
    before = f"outcome: {old}\nnotes: [x]\n"
    assert after(before, Set(below("outcome"), value)) == f"outcome: {new}\nnotes: [x]\n"


@pytest.mark.parametrize(
    ("before", "change", "expected"),
    [
        (
            "status: complete\nnotes: [x]\n",
            Set(below("completed"), "2021-02"),
            "status: complete\ncompleted: 2021-02\nnotes: [x]\n",
        ),
        (
            "status: complete\n# On the notes.\nnotes: [x]\n",
            Set(below("completed"), "2021-02"),
            "status: complete\ncompleted: 2021-02\n# On the notes.\nnotes: [x]\n",
        ),
        (
            "notes: [x]\nstatus: complete\nlead: [POL]\n",
            Set(below("completed"), "2021-02"),
            "notes: [x]\nstatus: complete\ncompleted: 2021-02\nlead: [POL]\n",
        ),
        (
            "signed_off: {date: 2021-02}\n",
            Set(below("signed_off", "by"), "CSP"),
            "signed_off: {date: 2021-02, by: CSP}\n",
        ),
        (
            "signed_off: {by: CSP}  # by letter\n",
            Set(below("signed_off", "date"), "2021-02"),
            "signed_off: {date: 2021-02, by: CSP}  # by letter\n",
        ),
        (
            "checks:\n  - by: CSP\n    found: lapsed\n",
            Set(below("checks", 0, "date"), "2021-02"),
            "checks:\n  - date: 2021-02\n    by: CSP\n    found: lapsed\n",
        ),
        (
            "signed_off:\n  # By letter.\n  by: CSP\n",
            Set(below("signed_off", "date"), "2021-02"),
            "signed_off:\n  date: 2021-02\n  # By letter.\n  by: CSP\n",
        ),
        (
            "status: complete\n",
            Set(below("decision", "reason"), LONG),
            f"status: complete\ndecision:\n  reason: |-\n    {LONG}\n",
        ),
        (
            "status: complete\n",
            Set(below("evidence"), ["Minutes", "A long list of those who came"]),
            "status: complete\nevidence: [Minutes, A long list of those who came]\n",
        ),
        (
            "status: complete\n",
            Append(below("updates"), {"text": "Done: all.", "date": "2021-02"}),
            'status: complete\nupdates:\n  - date: 2021-02\n    text: "Done: all."\n',
        ),
    ],
    ids=[
        *("between its neighbours", "above a comment", "in another order", "in braces"),
        *("first in braces", "first of an item", "first below a comment", "with its record"),
        *("a list", "with its list"),
    ],
)
def test_what_is_new_goes_where_it_belongs(before: str, change: Change, expected: str) -> None:
    assert after(before, change) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("lead: [POL]\n", "lead: [POL, NCC]\n"),
        ("lead: [POL,ICB]\n", "lead: [POL,ICB,NCC]\n"),
        ("lead: ['POL', 'ICB']\n", "lead: ['POL', 'ICB', 'NCC']\n"),
        ("lead: []\n", "lead: [NCC]\n"),
        ("lead:\n", "lead: [NCC]\n"),
        ("lead:\n- POL\n", "lead:\n- POL\n- NCC\n"),
        ("lead:\n    -   POL  # first\n", "lead:\n    -   POL  # first\n    -   NCC\n"),
        ("lead:\n  - POL\n\n  - ICB\n", "lead:\n  - POL\n\n  - ICB\n\n  - NCC\n"),
        ("lead: [\n  POL,  # first\n]\n", "lead: [\n  POL,  # first\n  NCC,\n]\n"),
        ("lead: [\n  POL  # first\n]\n", "lead: [\n  POL,  # first\n  NCC\n]\n"),
        ("lead: [POL,\n  ICB]\n", "lead: [POL,\n  ICB,\n  NCC]\n"),
    ],
)
def test_an_item_stands_as_those_before_it(before: str, expected: str) -> None:
    assert after(before, Append(below("lead"), "NCC")) == expected


@pytest.mark.parametrize(
    ("before", "change", "expected"),
    [
        ("target: 2021\nstatus: paused\n", Remove(below("target")), "status: paused\n"),
        (
            "# In words: spring.\ntarget: 2021  # agreed\nstatus: paused\n",
            Remove(below("target")),
            "# In words: spring.\n# agreed\nstatus: paused\n",
        ),
        (
            "checks:  # of all\n  # By phone.\n  - date: 2021\n    by: CSP  # or not\nnotes: [x]\n",
            Remove(below("checks")),
            "# of all\n# By phone.\n# or not\nnotes: [x]\n",
        ),
        (
            "checks:\n  - date: 2021  # or so\n    # A member.\n    by: CSP\n",
            Remove(below("checks", 0, "date")),
            "checks:\n  # or so\n  # A member.\n  - by: CSP\n",
        ),
        ("status: paused\nlead: [POL]\n", Remove(below("lead", 0)), "status: paused\n"),
        ("lead: [POL, NCC]\n", Remove(below("lead", 0)), "lead: [NCC]\n"),
        ("lead: [POL, NCC]\n", Remove(below("lead", 1)), "lead: [POL]\n"),
        ("lead: [POL, ICB, NCC]\n", Remove(below("lead", 1)), "lead: [POL, NCC]\n"),
        (
            "lead: [\n  POL,  # first\n  NCC\n]\n",
            Remove(below("lead", 1)),
            "lead: [\n  POL  # first\n]\n",
        ),
        (
            "lead: [\n  POL,  # first\n  NCC,\n]\n",
            Remove(below("lead", 0)),
            "lead: [\n  # first\n  NCC,\n]\n",
        ),
        (
            "lead: [POL,  # first\n  NCC]\n",
            Remove(below("lead", 1)),
            "lead: [POL  # first\n  ]\n",
        ),
        (
            "lead: [POL,  # first\n  NCC]\n",
            Remove(below("lead", 0)),
            "lead: [ # first\n  NCC]\n",
        ),
        (
            "notes: [{a: b,  # c\n  d: e}, x]\n",
            Remove(below("notes", 0)),
            "notes: [ # c\n  x]\n",
        ),
        (
            "title: A\n\nstatus: paused\n\nnotes: [x]\n",
            Remove(below("status")),
            "title: A\n\nnotes: [x]\n",
        ),
    ],
    ids=[
        *("a key", "its comments stay", "a list", "the first of an item", "the last of a list"),
        *("the first in brackets", "the last in brackets", "between two", "a line in brackets"),
        *("a line with a comment", "beside a comment in brackets", "above it", "around it"),
        "one of two blank lines",
    ],
)
def test_what_is_removed_leaves_its_comments(before: str, change: Change, expected: str) -> None:
    assert after(before, change) == expected


def test_changes_are_made_one_after_the_other() -> None:
    assert after(
        "status: in-progress  # as of May\ntarget: 2021-03\nextensions:\n  - was: 2020-12\n",
        Set(below("status"), "complete"),
        Append(below("extensions"), {"was": "2021-03"}),
        Remove(below("target")),
        Remove(below("extensions", 0)),
        Set(below("extensions", 0, "reason"), "Lead left"),
        Set(below("signed_off"), {"by": "CSP", "date": "2021-05"}),
    ) == (
        "status: complete  # as of May\nextensions:\n  - was: 2021-03\n    reason: Lead left\n"
        "signed_off:\n  date: 2021-05\n  by: CSP\n"
    )


def test_a_comment_on_what_goes_does_not_come_to_stand_above_what_is_new() -> None:
    before = "status: paused\n# As in May.\ntarget: 2021-03  # was 2019\nnotes: [x]\n"
    assert after(before, Set(below("completed"), "2021-02"), Remove(below("target"))) == (
        "status: paused\ncompleted: 2021-02\n# As in May.\n# was 2019\nnotes: [x]\n"
    )


def test_a_comment_further_in_stays_with_the_key_above_it_over_a_blank_line() -> None:
    before = "notes:\n  - x\n\n    # No more.\nevidence: [y]\n"
    assert after(before, Append(below("notes"), LONG)) == (
        f"notes:\n  - x\n\n    # No more.\n  - |-\n    {LONG}\nevidence: [y]\n"
    )


def test_a_block_does_not_take_in_the_spaces_of_a_blank_line_below_it() -> None:
    head = "format: 1\ntitle: A\n"
    safe, deeper = f"{head}  \nnotes: [x]\n", f"{head}   \nnotes: [x]\n"
    change = Set(("partnership",), "a\nb")
    assert changed(safe, change) == f"{head}partnership: |-\n  a\n  b\n  \nnotes: [x]\n"
    assert changed(deeper, change) == f'{head}partnership: "a\\nb"\n   \nnotes: [x]\n'


def test_a_block_does_not_take_in_a_comment_below_a_blank_line() -> None:
    before = "title: One form\n\n    # Or two.\nstatus: paused\n"
    assert after(before, Set(below("title"), "a\nb")) == before.replace("One form", r'"a\nb"')


def test_text_of_several_lines_is_a_block_below_a_comment_where_a_list_was_empty() -> None:
    before = "notes: []\n    # Nothing yet.\nevidence: [y]\n"
    assert after(before, Append(below("notes"), "a\nb")) == (
        "notes:\n    # Nothing yet.\n  - |-\n    a\n    b\nevidence: [y]\n"
    )


def test_a_list_that_is_set_keeps_what_is_the_same() -> None:
    before = "lead:\n  - POL  # first\n  - ICB  # second\n  - NCC\n"
    assert after(before, Set(below("lead"), ["POL", "NCC", "HO"])) == (
        "lead:\n  - POL  # first\n  - NCC  # second\n  - HO\n"
    )
    assert after(before, Set(below("lead"), ["POL", "NCC"])) == (
        "lead:\n  - POL  # first\n  # second\n  - NCC\n"
    )


def test_a_record_may_be_set_to_what_it_was() -> None:
    before = "checks:\n  - found: lapsed\n"
    by, record = below("checks", 0, "by"), below("checks", 0)
    assert after(before, Set(by, "CSP"), Set(record, {"found": "lapsed"})) == before


def test_what_is_set_and_removed_again_leaves_no_trace() -> None:
    by, record = below("signed_off", "by"), "status: paused\nsigned_off: {}\n"
    assert after(record, Set(by, "CSP"), Remove(by)) == "status: paused\n"
    assert after("status: paused\n", Set(by, "CSP"), Remove(by)) == "status: paused\n"


def test_what_stands_there_already_changes_nothing() -> None:
    data = PLAN.encode()
    values = {"id": "1.1"}
    assert edit(FILE, data, [Set(ACTION, values), Set((*ACTION, "id"), "1.1")]).data == data


def test_ids_are_in_quotes() -> None:
    text = changed(HEAD, Append(("recommendations",), {"text": "Ask.", "id": "R-1"}))
    assert text == f'{HEAD}  - id: "R-1"\n    text: Ask.\n'


def test_keys_of_the_file_come_after_the_comments_at_its_head() -> None:
    head = "# Of the office.\n# $schema: plan\n"
    assert changed(f"{head}title: A\n", Set(("id",), "DHR1")) == f"{head}id: DHR1\ntitle: A\n"


def test_the_register_is_edited_too() -> None:
    data = b"agencies:\n  POL:\n    name: Police\n"
    change = Set(("agencies", "NCC"), {"level": "local", "name": "Council"})
    text = edit("agencies.yaml", data, [change], record="register").data.decode()
    assert text == f"{data.decode()}  NCC:\n    name: Council\n    level: local\n"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Remove(below("target")), "There is no `recommendations #1, actions #1, target`."),
        (Remove((*ACTION[:-1], 4, "id")), "There is no `recommendations #1, actions #5`."),
        (Set((*ACTION[:-1], 4, "id"), "x"), "There is no `recommendations #1, actions #5`."),
        (Set(below("id", "x"), "x"), "There is no place for"),
        (Append(below("id"), "x"), "is not a list."),
        (Set(ACTION[:-1], "x"), "holds a list or keys of its own"),
        (Set(below("lead"), []), "An empty list or record is not written."),
        (Set(below("title"), "\ud800"), "half a character"),
    ],
)
def test_what_cannot_be_done_is_said(change: Change, words: str) -> None:
    with pytest.raises(EditError) as caught:
        edit(FILE, PLAN.encode(), [change])
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "change", "words"),
    [
        ("a: [", Set(("a",), "x"), f"{FILE} cannot be read, so nothing in it can be changed."),
        ("", Set(("a",), "x"), f"{FILE} has no keys"),
        ("- a\n", Set(("a",), "x"), f"{FILE} has no keys"),
        ("a: 1\n", Remove(("a",)), "The file would be empty."),
        ("a: 1\na: 2\nb: 3\n", Remove(("a",)), "`a` is there more than once"),
    ],
)
def test_a_file_that_cannot_be_changed_is_left_alone(text: str, change: Change, words: str) -> None:
    with pytest.raises(EditError) as caught:
        edit(FILE, text.encode(), [change])
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "change", "words"),
    [
        ("a: &x 1\nb: *x\n", Set(("a",), "2"), "changed what is not part of the format"),
        ("a: [b: c]\n", Set(("a", 0, "d"), "e"), "changed other values too"),
    ],
)
def test_no_more_is_changed_than_was_meant(text: str, change: Change, words: str) -> None:
    with pytest.raises(UnsafeEditError) as caught:
        edit(FILE, text.encode(), [change])
    assert str(caught.value) == f"{FILE} was not changed: the change would have {words}."


@pytest.mark.parametrize(
    ("text", "change", "expected"),
    [
        (  # quotes in brackets are no habit outside of them
            (
                "format: 1\nrecommendations:\n- id: R1\n  text: Agree a form.\n  actions:\n"
                "  - id: A1\n    lead: [POL]\n    status: in-progress\n    target: 2021\n"
                '    updates:\n    - {date: 2021, text: "Sent round"}\n'
            ),
            Append((*ACTION, "extensions"), {"was": "2020", "reason": "Lead left"}),
            "    extensions:\n    - was: 2020\n      reason: Lead left\n",
        ),
        (  # a number that is left plain is none either
            (
                '"format": 1\n"id": "R"\n"recommendations":\n  - "id": "1"\n    "text": "Agree."\n'
                '    "actions":\n      - "id": "1.1"\n        "status": "paused"\n'
            ),
            Set(("recommendations", 0, "result"), {"met": "partly"}),
            '    "result":\n      "met": "partly"\n',
        ),
        (  # keys of one length may have their values in a column
            "recommendations:\n- actions:\n  - updates:\n    - date:  2021\n      text:  Sent.\n",
            Append((*ACTION, "updates"), {"date": "2022", "by": "POL", "text": "Told."}),
            "    - date:  2022\n      by:    POL\n      text:  Told.\n",
        ),
    ],
)
def test_what_is_new_is_written_as_what_is_most_like_it(
    text: str, change: Change, expected: str
) -> None:
    assert expected in changed(text, change)


def test_a_comment_below_what_is_removed_is_not_taken_in_by_the_block_above() -> None:
    lines = "evidence:\n- |-\n  Minutes.\nnext_check: 2022\n\n    # said in May\n"
    assert after(lines, Remove(below("next_check"))) == (
        "evidence:\n- |-\n  Minutes.\n# said in May\n"
    )

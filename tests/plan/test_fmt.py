"""The effect of `fmt` on one file, and the parts that it leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrplan.errors import EditError
from dhrplan.model.agencies import Agency, Group, Register
from dhrplan.plan import fmt
from dhrplan.plan.fields import STATUS
from dhrplan.plan.fmt import Formatted, formatted
from dhrplan.yamldoc.edit import Splice, UnsafeEditError
from tests.plan.reading import FILE, HEAD
from tests.yamldoc.editing import values_in

ROOT = Path(__file__).parents[2]
STYLES = sorted((Path(__file__).parent / "styles").glob("*.yaml"))
MESSY = ROOT / "tests" / "golden" / "folders" / "messy" / "plans"
REGISTER = Register(
    "agencies.yaml",
    {
        "POL": Agency("POL", "Northshire Police", ("the Force", "the command")),
        "POL-TH": Agency("POL-TH", "Borough Command", ("the command",), part_of="POL"),
        "NO": Agency("NO", "Northshire Office"),
    },
    {"ALL": Group("ALL", "All agencies", members=("POL", "NO"))},
)
ABOVE = f'{HEAD}  - id: "1"\n    text: Share what is known.\n    actions:\n'


def of(text: str) -> Formatted:
    done = formatted(FILE, text.encode(), "plan", REGISTER)
    assert formatted(FILE, done.data, "plan", REGISTER) == Formatted(
        done.data, {}, is_reordered=False
    )
    return done


def in_action(text: str) -> str:
    """An action, formatted."""
    data = of(ABOVE + text).data.decode()
    assert data.startswith(ABOVE)
    return data.removeprefix(ABOVE)


def value_of(key: str, written: str) -> str:
    """One value of an action, formatted."""
    head = '      - id: "1.1"\n'
    return in_action(f"{head}        {key}: {written}\n").partition(f"{key}: ")[2].rstrip("\n")


@pytest.mark.parametrize(
    ("key", "written", "expected"),
    [
        ("target", "31/10/2016", "2016-10-31"),
        ("target", "'by 31.10.2016'", "'2016-10-31'"),
        ("target", "by the end of October 2016  # so it says", "2016-10  # so it says"),
        ("target", "21st - 22nd July 2016", "2016-07-21/2016-07-22"),
        ("target", "within six months of publication", "published + 6 months"),
        ("completed", "Q3 2016/17", "2016/17-Q3"),
        ("completed", "2016-10", "2016-10"),
        ("target", "TBC", "TBC"),
        ("target", "2025-02-30", "2025-02-30"),
        ("status", "Completed", "complete"),
        ("status", '"In Progress"', '"in-progress"'),
        ("status", "complete_ongoing", "complete-ongoing"),
        ("status", "closed", "closed"),
        ("status", "open", "open"),
        ("status", "compleet", "compleet"),
        ("lead", "[the Force, pol-th, northshire police]", "[POL, POL-TH, POL]"),
        ("lead", "[Borough Command, All Agencies]", "[POL-TH, ALL]"),
        ("lead", "[the command, Probation]", "[the command, Probation]"),
        ("lead", "[Northshire Office]", '["NO"]'),
        ("lead", "the Force", "the Force"),
        ("chased_by", "the Force", "POL"),
        ("signed_off", "{by: the Force}", "{by: POL}"),
        ("signed_off", "{by: A. N. Officer}", "{by: A. N. Officer}"),
        ("progress", "31/10/2016", "31/10/2016"),
        ("as_written", "{lead: the Force}", "{lead: the Force}"),
        ("due", "31/10/2016", "31/10/2016"),
    ],
)
def test_a_value_is_written_as_the_format_writes_it(key: str, written: str, expected: str) -> None:
    assert value_of(key, written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("1.10", '"1.10"'), ("'1.10'", "'1.10'"), ("1e3", '"1e3"'), ("no", '"no"'), ("a)", "a)")],
)
def test_an_id_that_looks_like_something_else_is_quoted(written: str, expected: str) -> None:
    assert in_action(f"      - id: {written}\n") == f"      - id: {expected}\n"


def test_quotes_are_those_of_the_file() -> None:
    text = f"{ABOVE}      - id: 1.1\n".replace('"', "'")
    assert of(text).data.decode() == text.replace("1.1", "'1.1'")


def test_every_word_that_fmt_takes_for_a_status_is_one_that_is_meant() -> None:
    assert set(STATUS.exact_synonyms) <= set(dict(STATUS.synonyms))


def test_what_is_changed_is_told() -> None:
    done = of(
        f"{ABOVE}      - target: 31/10/2016\n        completed: 10/2016\n        id: 1.1\n"
        "        lead: [the Force]\n        status: done\n"
    )
    assert done.told == "2 dates, 1 status, 1 agency, 1 id, key order"


def test_a_comment_moves_with_the_key_below_it() -> None:
    assert in_action("""\
      # About the action.
      - text: Train staff.
        # Ours.
        id: "1.1"  # 17.6
          # further in
        # Both were named.
        lead: [POL]

        # Said in May.
        status: paused
        title: Training  # short
        # About all of it.
""") == (
        """\
      # About the action.
      # Ours.
      - id: "1.1"  # 17.6
          # further in
        title: Training  # short
        text: Train staff.
        # Both were named.
        lead: [POL]

        # Said in May.
        status: paused
        # About all of it.
"""
    )


def test_what_is_about_the_file_stays_at_its_head() -> None:
    text = "# About the file.\ntitle: T\nid: DHR99\nrecommendations: []\n# First.\nformat: 1"
    assert of(text).data.decode() == (
        "# About the file.\n# First.\nformat: 1\nid: DHR99\ntitle: T\nrecommendations: []"
    )


def test_a_block_that_moves_does_not_take_in_the_spaces_of_a_blank_line() -> None:
    head, text = '      - id: "1.1"\n        title: B\n', "        progress: |-\n          A\n"
    before = f"{head}            \n        notes: [x]\n{text}"
    assert in_action(before) == f"{head}{text}\n        notes: [x]\n"


def test_a_comment_further_in_than_its_key_is_not_taken_in_by_a_block_that_moves() -> None:
    before = "      - id: a\n        as_written:\n            # said so\n          {0}          {1}"
    after = "      - id: a\n        as_written:\n          {1}          # said so\n          {0}"
    keys = "target: May\n", "lead: |-\n            [x] by police\n"
    assert in_action(before.format(*keys)) == after.format(*keys)


def test_a_comment_that_a_blank_line_parts_from_the_head_is_about_its_key() -> None:
    text = "# About the file.\n\n# As on the cover.\ntitle: T\nid: DHR99\nrecommendations: []\n"
    assert of(text).data.decode() == (
        "# About the file.\n\nid: DHR99\n# As on the cover.\ntitle: T\nrecommendations: []\n"
    )


def test_a_comment_that_a_blank_line_parts_from_what_follows_stays_below_its_key() -> None:
    text = "id: DHR99\nrecommendations: []\n# The end of it.\n\ntitle: T\nnotes: [a]\n"
    assert of(text).data.decode() == (
        "id: DHR99\ntitle: T\nrecommendations: []\n# The end of it.\n\nnotes: [a]\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_such_a_comment_and_its_blank_line_keep_the_ends_of_their_lines(newline: str) -> None:
    before = "id: DHR99\nrecommendations: []\n# The end.\n\ntitle: T\nnotes: [a]\n"
    after = "id: DHR99\ntitle: T\nrecommendations: []\n# The end.\n\nnotes: [a]\n"
    assert of(before.replace("\n", newline)).data.decode() == after.replace("\n", newline)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_blank_line_below_a_comment_does_not_come_to_end_the_file(newline: str) -> None:
    before = "id: DHR99\nnotes: [A]\n# said in May\n\ntitle: T\nrecommendations: []\n"
    after = "id: DHR99\ntitle: T\nrecommendations: []\n\nnotes: [A]\n# said in May\n"
    assert of(before.replace("\n", newline)).data.decode() == after.replace("\n", newline)


@pytest.mark.parametrize(
    "action",
    [
        # It would speak for the whole item, or for the file.
        "- text: a\n        # dhrplan: ignore[no-news] as agreed\n        id: a\n",
        # A blank line below `|+` is a part of the text.
        "- title: a\n        text: |+\n          b\n\n        id: a\n",
        "- {text: a,  # said\n         id: a}\n",
        "- ? text\n        : a\n        id: a\n",
        # Another program would look for `*this` in vain.
        "- partners: &these [POL]\n        lead: *these\n        id: a\n",
    ],
)
def test_keys_that_cannot_be_moved_safely_stay(action: str) -> None:
    assert in_action(f"      {action}") == f"      {action}"


def test_a_comment_that_silences_goes_on_speaking_for_its_key() -> None:
    assert in_action("""\
      - id: a
        status: paused
          # dhrplan: ignore[action-without-lead] as agreed
        lead: [POL]
""") == (
        """\
      - id: a
          # dhrplan: ignore[action-without-lead] as agreed
        lead: [POL]
        status: paused
"""
    )


def test_of_two_keys_of_one_name_the_first_stays_the_first() -> None:
    action = "      - lead: [NO]\n        id: a\n        owner: B\n        lead: [POL]\n"
    assert in_action(action) == (
        "      - id: a\n        owner: B\n        lead: [NO]\n        lead: [POL]\n"
    )


def test_the_codes_of_a_register_keep_their_order() -> None:
    text = "agencies:\n  B:\n    part_of: a\n    name: Bee\n  A: {level: Local, name: Ay}\n"
    register = Register("agencies.yaml", {"A": Agency("A"), "B": Agency("B")})
    assert formatted("agencies.yaml", text.encode(), "register", register).data.decode() == (
        "agencies:\n  B:\n    name: Bee\n    part_of: A\n  A: {name: Ay, level: local}\n"
    )


@pytest.mark.parametrize("path", [*STYLES, *sorted(MESSY.glob("DHR*.yaml"))], ids=lambda p: p.stem)
def test_every_style_is_kept(path: Path) -> None:
    data = path.read_bytes()
    done = formatted(FILE, data, "plan", REGISTER)
    assert formatted(FILE, done.data, "plan", REGISTER) == Formatted(
        done.data, {}, is_reordered=False
    )
    if not done.values:
        assert values_in(done.data) == values_in(data)
    assert done.data.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert done.data.endswith((b"\n", b"\r")) == data.endswith((b"\n", b"\r"))
    assert done.data.count(b"\r") == data.count(b"\r")


def test_what_is_no_yaml_is_not_formatted() -> None:
    with pytest.raises(EditError, match="cannot be read"):
        of("title: [T\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Share", "Do not share", "say something else"),
        ("# said", "", "lost a comment"),
        ("Share", "Share: all", "unreadable"),
        ("  # dhrplan: ignore[x]", "\n    # dhrplan: ignore[x]", "silence something else"),
    ],
)
def test_what_would_say_something_else_is_refused(
    old: str, new: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f'{HEAD}  - id: "1"  # said\n    text: Share what is known.  # dhrplan: ignore[x] so\n'

    def gone_wrong(*_: object) -> list[Splice]:
        at = text.index(old)
        return [Splice(at, at + len(old), new)]

    monkeypatch.setattr(fmt, "reordered", gone_wrong)
    with pytest.raises(UnsafeEditError, match=told):
        formatted(FILE, text.encode(), "plan", REGISTER)

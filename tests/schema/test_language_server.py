"""The schema in the language server of editors: what it offers, explains and marks."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from dhrplan.plan.fields import ACTION, STATUS
from dhrplan.plan.schema import MESSAGES
from dhrplan.rules.engine import example_plan
from tests.golden.running import ROOT
from tests.schema.cases import BAD, GOOD, REGISTER, Case
from tests.schema.checking import PLAN_SCHEMA, REGISTER_SCHEMA
from tests.schema.language_server import LanguageServer, installed

# One server is started for all of them, so they stay in one process.
pytestmark = [pytest.mark.needs("node", "npm"), pytest.mark.xdist_group("language-server")]

CURSOR = "¦"
FIRST_LINE = "# yaml-language-server: $schema={}\n"
EVERYTHING = ROOT / "tests/golden/folders/everything/plans/DHR99.yaml"
BEGUN = example_plan("")
"""A plan whose action has an id and a text; the typed text goes below them."""
NOT_MARKED = {
    "an empty file": "there is nothing yet that could be marked",
    "a second document": "to an editor a file may hold several",
    "a comma in braces": "a key in braces that has no value is passed over",
}
"""Cases that this server accepts and check-jsonschema does not, with the reason."""
REGISTERED = set(json.loads(PLAN_SCHEMA.read_bytes())["definitions"]["codes"]["anyOf"][1]["enum"])
"""The codes of the register beside the plans."""
ALL_OF_ACTION = {field.name for field in ACTION}
_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def server(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LanguageServer]:
    folder = tmp_path_factory.mktemp("plans")
    for schema in (PLAN_SCHEMA, REGISTER_SCHEMA):
        shutil.copy(schema, folder)
    cache = pytestconfig.cache
    assert cache is not None
    with LanguageServer(installed(cache.mkdir("npm")), folder) as running:
        yield running


class Editor:
    """A plan in an editor, with the cursor at the mark."""

    def __init__(self, server: LanguageServer, text: str) -> None:
        self.server = server
        before, _, after = (FIRST_LINE.format(PLAN_SCHEMA.name) + text).partition(CURSOR)
        self.place = before.count("\n"), len(before.rpartition("\n")[2])
        self.uri = server.open(f"typed-{next(_NUMBERS)}.yaml", before + after)

    def offered(self) -> dict[str, dict[str, Any]]:
        """The completions at the place, by label."""
        found = self.server.at("textDocument/completion", self.uri, *self.place)
        return {item["label"]: item for item in found["items"]}

    def shown(self) -> str:
        """The text shown on hovering."""
        found = self.server.at("textDocument/hover", self.uri, *self.place)
        text: str = found["contents"]["value"]
        return text

    def marked(self) -> list[tuple[str, str]]:
        """The faults marked in the file."""
        return self.server.marked(self.uri)


@pytest.fixture
def editor(server: LanguageServer) -> Callable[[str], Editor]:
    """Open a text as a new file."""
    return lambda text: Editor(server, text)


def inserted(item: dict[str, Any]) -> str:
    text: str = item["textEdit"]["newText"]
    return text


# -- what is offered -------------------------------------------------------------------------------


def test_keys_are_offered_inside_an_action(editor: Callable[[str], Editor]) -> None:
    offered = editor(f"{BEGUN}        {CURSOR}").offered()
    assert set(offered) == ALL_OF_ACTION - {"id", "text"}
    assert "Target date, as it is now." in offered["target"]["documentation"]["value"]
    assert inserted(offered["target"]) == "target: "
    assert inserted(offered["milestones"]) == "milestones:\n  - "
    assert inserted(offered["signed_off"]) == "signed_off:\n  date: $1\n  by: $2"


def test_a_key_that_is_begun_is_offered(editor: Callable[[str], Editor]) -> None:
    offered = editor(f"{BEGUN}        comp{CURSOR}").offered()
    assert inserted(offered["completed"]) == "completed: "


def test_a_new_plan_begins_with_what_it_must_have(editor: Callable[[str], Editor]) -> None:
    offered = editor(CURSOR).offered()
    whole = inserted(offered["The action plan of a review"])
    assert whole == 'format: 1\nid: "$1"\ntitle: $2\nrecommendations:\n  - '


def test_an_item_of_a_list_begins_with_what_it_must_have(editor: Callable[[str], Editor]) -> None:
    offered = editor(f"{BEGUN}        milestones:\n          - {CURSOR}").offered()
    assert inserted(offered["Milestone"]) == "text: "
    assert inserted(offered["id"]) == 'id: "$1"'


def test_statuses_are_offered_with_what_they_mean(editor: Callable[[str], Editor]) -> None:
    offered = editor(f"{BEGUN}        status: {CURSOR}").offered()
    told = {label: item["documentation"] for label, item in offered.items()}
    assert told == dict(zip(STATUS.values, STATUS.descriptions, strict=True))


@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("joint:", {"yes", "no"}),
        ("title:", {"'text in quotes'", "|- text on several lines"}),
        ("completed:", {"YYYY-MM-DD", "YYYY-MM", "YYYY/YY", "YYYY-season"}),
    ],
)
def test_ways_to_write_a_value_are_offered_and_no_null_or_true(
    begun: str, offered: set[str], editor: Callable[[str], Editor]
) -> None:
    assert set(editor(f"{BEGUN}        {begun} {CURSOR}").offered()) == offered


@pytest.mark.parametrize(
    "begun", ["chased_by: ", "chased_by: EL", "lead:\n          - ", "lead:\n          - EL"]
)
def test_the_codes_of_the_register_are_offered(begun: str, editor: Callable[[str], Editor]) -> None:
    offered = editor(f"{BEGUN}        {begun}{CURSOR}").offered()
    assert offered["ELFT"]["documentation"] == "East London NHS Foundation Trust"
    assert inserted(offered["ELFT"]) == "ELFT"
    assert REGISTERED <= set(offered) <= {*REGISTERED, "code, alias or name"}


# -- what is explained -----------------------------------------------------------------------------


def test_a_hover_explains_a_key(editor: Callable[[str], Editor]) -> None:
    shown = editor(f"{BEGUN}        tar{CURSOR}get: 2021-03\n").shown()
    assert "Action" in shown
    assert "Target date, as it is now." in shown
    assert "`published + 6 months`" in shown


def test_a_hover_tells_the_statuses(editor: Callable[[str], Editor]) -> None:
    shown = editor(f"{BEGUN}        status: com{CURSOR}plete\n").shown()
    assert "Its status. Left out if the record does not say." in shown
    assert "`complete-ongoing`: Reported as done, and the new practice continues." in shown


def test_a_hover_says_what_is_internal(editor: Callable[[str], Editor]) -> None:
    assert "Internal" in editor(f"{BEGUN}        note{CURSOR}s: [Seen]\n").shown()


# -- what is marked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "column", "words"),
    [
        ("status: Completed", 17, '"complete"'),
        ("staus: complete", 9, "staus"),
        ("target: TBC", 17, MESSAGES["relative_date"]),
        ("completed: end of April", 20, MESSAGES["date"]),
        ("joint: perhaps", 16, MESSAGES["yes_or_no"]),
        ("lead: POL", 15, MESSAGES["list"]),
        ("title: [a]", 16, MESSAGES["text"]),
    ],
)
def test_what_is_wrong_is_marked_where_it_stands(
    lines: str, column: int, words: str, editor: Callable[[str], Editor]
) -> None:
    text = f"{BEGUN}        {lines}\n"
    ((place, said),) = editor(text).marked()
    assert place == f"{text.count(chr(10)) + 1}:{column}"
    assert words in said


def test_it_agrees_with_validate_as_check_jsonschema_does(server: LanguageServer) -> None:
    opened = [(case, server.open(f"{case.name}.yaml", as_opened(case))) for case in (*GOOD, *BAD)]
    marked = {case.name: server.marked(uri) for case, uri in opened}
    assert [case.name for case in GOOD if marked[case.name]] == []
    assert {case.name for case in BAD if not marked[case.name]} == set(NOT_MARKED)


def as_opened(case: Case) -> str:
    """A case with the line that names its schema; an editor keeps the byte order mark to itself."""
    schema = REGISTER_SCHEMA if case.file == REGISTER else PLAN_SCHEMA
    return FIRST_LINE.format(schema.name) + case.text.removeprefix("\ufeff")


def test_nothing_is_marked_in_real_plans(server: LanguageServer) -> None:
    paths = sorted((ROOT / "plans").glob("*.yaml"))
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    everything = EVERYTHING.read_text(encoding="utf-8")
    texts["everything.yaml"] = FIRST_LINE.format(PLAN_SCHEMA.name) + everything
    opened = {name: server.open(name, text) for name, text in texts.items()}
    assert {name: marked for name, uri in opened.items() if (marked := server.marked(uri))} == {}

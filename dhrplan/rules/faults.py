"""The faults found while a file is read, explained like rules. None of them can be silenced."""

from __future__ import annotations

from functools import partial

from dhrplan.diagnostic import Severity
from dhrplan.plan.settings import FILE as SETTINGS
from dhrplan.rules.engine import SOUND, Rule, example_folder
from dhrplan.yamldoc.nodes import MAX_DEPTH

_LEAD, _STATUS, _TARGET = SOUND.splitlines(keepends=True)
_MILESTONE = "milestones:\n  - target: 2021-05\n"

_fault = partial(Rule, family="reading", severity=Severity.ERROR)

RULES = (
    _fault(
        name="cannot-open",
        what="A file of the folder that cannot be opened.",
        why="The review in it is missing from every answer. Another program may hold the file, or "
        "you may have no leave to read it.",
        instead="Close the program that holds it, or have the permissions of the file mended.",
    ),
    _fault(
        name="not-utf8",
        what="A file that is not text in UTF-8.",
        why="Nothing of it can be read, so that its actions are missing from every answer. It is "
        "a Word document or a PDF by another name, or was saved in an older encoding, in which a "
        "dash or a pound sign is written otherwise.",
        instead="Save the file again as plain text with the encoding UTF-8. Keep documents "
        "elsewhere.",
        bad={"DHR99.yaml": "%PDF-1.7\n"},
        good=example_folder(),
    ),
    _fault(
        name="too-large",
        what="A file of more than 5 MB, or in which lists and keys stand within each other more "
        f"than {MAX_DEPTH} levels deep.",
        why="No plan is like that, and reading it could take the program down. The usual cause is "
        "another program's file under the name of a plan, or a row of brackets.",
        instead="Split a file that is too large, a review each. Put text with many brackets in "
        "single quotes.",
        bad=example_folder(f"{SOUND}notes: {'[' * 40}see minutes{']' * 40}\n"),
        good=example_folder(f"{SOUND}notes: [see minutes]\n"),
    ),
    _fault(
        name="yaml-syntax",
        what="From some place on the file cannot be read as YAML.",
        why="One sign can do it: a colon and a space within a sentence, an apostrophe in single "
        "quotes, a tab. Nothing of the file can be relied on until it is mended.",
        instead="Write what the hint says. Long text goes below its key, after `|-`: there every "
        "sign is just text.",
        bad=example_folder(f"title: One form: for all\n{SOUND}"),
        good=example_folder(f"title: 'One form: for all'\n{SOUND}"),
    ),
    _fault(
        name="yaml-feature",
        what="A part of YAML that plans do not have: an anchor, an alias, a tag, a second "
        "document.",
        why="Such signs make a file mean something else than what can be seen in the place. "
        "Mostly they come from text that begins with `&`, `*` or `!`.",
        instead="Write the value out where it belongs, or put text that begins with such a sign "
        "in single quotes.",
        bad=example_folder(f"{_LEAD}status: !draft in-progress\n{_TARGET}"),
        good=example_folder(),
    ),
    _fault(
        name="duplicate-key",
        what="A key that stands twice in one place.",
        why="Only the first counts, and nothing tells which of the two was meant. It often comes "
        "from copying an action and changing half of it.",
        instead="Keep one of the two, or put both texts under one key.",
        bad=example_folder(f"{SOUND}status: complete\n"),
        good=example_folder(),
    ),
    _fault(
        name="unknown-key",
        what="A key that is not known in this place.",
        why="What stands under it is not read. A mistyped `target` leaves an action without a "
        "date, and it would never be late.",
        instead="Write the key that the hint names. What fits under none goes under `notes`.",
        bad=example_folder(f"{_LEAD}{_STATUS}deadline: 2021-06\n"),
        good=example_folder(),
    ),
    _fault(
        name="missing-key",
        what="A key that a plan, recommendation, action or milestone cannot do without.",
        why="Without its id an action cannot be spoken of, and without its text nobody knows what "
        "a recommendation asks for.",
        instead="Add the key. Few are needed; all else is left out where the record is silent.",
        bad=example_folder(f"{SOUND}{_MILESTONE}"),
        good=example_folder(f"{SOUND}{_MILESTONE}    text: Draft circulated\n"),
    ),
    _fault(
        name="wrong-type",
        what="One value in place of a list, a list in place of one value, or text in place of "
        "keys.",
        why="It may be clear to a reader what is meant, but not which of several ways it is to be "
        "counted.",
        instead="Write a list in brackets, `[POL, NCC]`, or an item a line, each after a dash and "
        "a space.",
        bad=example_folder(f"lead: POL\n{_STATUS}{_TARGET}"),
        good=example_folder(),
    ),
    _fault(
        name="unknown-value",
        what="A word that is none of those a field takes, or an id that cannot be one.",
        why="Actions are counted by these words. An action with one that is not known is told of "
        "as unclear, and nothing is concluded from it.",
        instead="Write the word that the hint names. What more the record says goes under "
        "`as_written`.",
        bad=example_folder(f"{_LEAD}status: Started\n{_TARGET}"),
        good=example_folder(),
    ),
    _fault(
        name="not-a-date",
        what="A date that cannot be read as one, that there is not, or that lacks its year.",
        why="Without it nobody can say whether an action is late. Nothing is ever filled in from "
        "today's date.",
        instead="Write as much as is known: a day, a month, a quarter with its year. Other words "
        "go under `as_written`.",
        bad=example_folder(f"{_LEAD}{_STATUS}target: end of June\n"),
        good=example_folder(f"{_LEAD}{_STATUS}target: end of June 2021\n"),
    ),
    _fault(
        name="toml-syntax",
        what="From some place on the settings cannot be read as TOML.",
        why="None of the settings count until it is mended.",
        instead="Write a setting a line: a name, `=`, and the value, text in quotes.",
        bad={**example_folder(), SETTINGS: "soon_days: 30\n"},
        good={**example_folder(), SETTINGS: "soon_days = 30\n"},
    ),
)
"""In the order in which reading can fail. A fault without examples cannot be shown in text."""

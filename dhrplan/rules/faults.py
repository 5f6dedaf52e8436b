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
        why="Its review is missing from every report. Another program may have it open, or "
        "you may not have permission to read it.",
        instead="Close the program that has it open, or ask for permission to read the file.",
    ),
    _fault(
        name="not-utf8",
        what="A file that is not text in UTF-8.",
        why="None of it can be read, so its actions are missing from every report. It is a "
        "Word document or a PDF with the wrong ending, or was saved in an older encoding. Older "
        "encodings write a dash or a pound sign differently.",
        instead="Save the file again as plain text with the encoding UTF-8. Keep documents "
        "elsewhere.",
        bad={"DHR99.yaml": "%PDF-1.7\n"},
        good=example_folder(),
    ),
    _fault(
        name="too-large",
        what="A file of more than 5 MB, or with lists and keys inside each other more than "
        f"{MAX_DEPTH} levels deep.",
        why="Plans are smaller, and reading such a file could stop the program. Usually "
        "another program's file has the name of a plan, or a text has a row of brackets.",
        instead="Split a file that is too large into a file for each review. Put text with many "
        "brackets in single quotes.",
        bad=example_folder(f"{SOUND}notes: {'[' * 40}see minutes{']' * 40}\n"),
        good=example_folder(f"{SOUND}notes: [see minutes]\n"),
    ),
    _fault(
        name="yaml-syntax",
        what="A file that cannot be read as YAML from some place on.",
        why="A single character can cause it: a colon and a space in a sentence, an "
        "apostrophe in single quotes, a tab. Nothing in the file is reliable until it is fixed.",
        instead="Write what the hint says. Put long text below its key, after `|-`: there every "
        "character is plain text.",
        bad=example_folder(f"title: One form: for all\n{SOUND}"),
        good=example_folder(f"title: 'One form: for all'\n{SOUND}"),
    ),
    _fault(
        name="yaml-feature",
        what="A part of YAML that plans do not use: an anchor, an alias, a tag, a second document.",
        why="These characters change the meaning of a file in a way that is hard to see. "
        "Usually they come from text that begins with `&`, `*` or `!`.",
        instead="Write the value out where it belongs, or put text that begins with such a "
        "character in single quotes.",
        bad=example_folder(f"{_LEAD}status: !draft in-progress\n{_TARGET}"),
        good=example_folder(),
    ),
    _fault(
        name="duplicate-key",
        what="The same key twice in the same place.",
        why="Only the first counts, and it is not clear which was meant. Usually an action "
        "was copied and only half of it changed.",
        instead="Keep the right key and delete the other, or put both texts under the first.",
        bad=example_folder(f"{SOUND}status: complete\n"),
        good=example_folder(),
    ),
    _fault(
        name="unknown-key",
        what="A key that is not known in this place.",
        why="Its value is not read. A misspelt `target` leaves an action without a date, "
        "and it would never be late.",
        instead="Write the key that the hint names. Put anything that fits under no key under "
        "`notes`.",
        bad=example_folder(f"{_LEAD}{_STATUS}deadline: 2021-06\n"),
        good=example_folder(),
    ),
    _fault(
        name="missing-key",
        what="A required key of a plan, recommendation, action or milestone is missing.",
        why="Without an id an action cannot be named, and without a text it is not clear "
        "what a recommendation asks for.",
        instead="Add the key. Few keys are required. Leave out all others where the record does "
        "not say.",
        bad=example_folder(f"{SOUND}{_MILESTONE}"),
        good=example_folder(f"{SOUND}{_MILESTONE}    text: Draft circulated\n"),
    ),
    _fault(
        name="wrong-type",
        what="A single value in place of a list, a list in place of a single value, or text "
        "in place of keys.",
        why="A reader may see what is meant. The program does not know which of several "
        "meanings to count.",
        instead="Write a list in brackets, `[POL, NCC]`, or an item on each line, after a dash "
        "and a space.",
        bad=example_folder(f"lead: POL\n{_STATUS}{_TARGET}"),
        good=example_folder(),
    ),
    _fault(
        name="unknown-value",
        what="A word that the field does not take, or an id that is not valid.",
        why="Actions are counted by these words. An action with an unknown word is reported "
        "as unclear and is not judged.",
        instead="Write the word that the hint names. Put the rest of what the record says under "
        "`as_written`.",
        bad=example_folder(f"{_LEAD}status: Started\n{_TARGET}"),
        good=example_folder(),
    ),
    _fault(
        name="not-a-date",
        what="A date that cannot be read, does not exist or has no year.",
        why="Without it nothing shows whether an action is late. The program never fills in "
        "a date from today's.",
        instead="Write as much as is known: a day, a month, a quarter with its year. Put other "
        "words under `as_written`.",
        bad=example_folder(f"{_LEAD}{_STATUS}target: end of June\n"),
        good=example_folder(f"{_LEAD}{_STATUS}target: end of June 2021\n"),
    ),
    _fault(
        name="toml-syntax",
        what="Settings that cannot be read as TOML from some place on.",
        why="None of the settings count until it is fixed.",
        instead="Write a setting on each line: a name, `=`, and the value, with text in quotes.",
        bad={**example_folder(), SETTINGS: "soon_days: 30\n"},
        good={**example_folder(), SETTINGS: "soon_days = 30\n"},
    ),
)
"""In the order in which reading can fail. A fault without examples cannot be shown in text."""

"""flow-prose: prose in `[]` or `{}`."""

from __future__ import annotations

import re

from dhrplan.diagnostic import Severity
from dhrplan.plan.query import action_id_at, actions_by_route, is_in_brackets, texts_in
from dhrplan.rules.engine import (
    SOUND,
    Finding,
    Findings,
    Folders,
    Rule,
    Spot,
    example_folder,
    plans_of,
)

_LONG = 60
"""Characters that a text in brackets may have and still be read at a glance."""

_NOTES = f"""{SOUND}\
notes:
"""
_ADDRESS = re.compile(r"https?://\S+")
# A possible value that begins with a bracket, up to the end of its line.
_OPENED = re.compile(r"[\[{](?<=\s[\[{]).*")
_CLOSED = re.compile(r"[\]}][ \t]*(?:#.*)?$")

_HINT = "Write each key or item on its own line, and the text below it, after `|-`."


def _check(folders: Folders) -> Findings:
    for source, plan in plans_of(folders):
        if not may_hold_prose(source.text):
            continue
        actions = actions_by_route(plan)
        for text in texts_in(source):
            value = text.node.value
            is_prose = (len(value) > _LONG or "," in value) and not _ADDRESS.fullmatch(value)
            if is_prose and is_in_brackets(source, text.route):
                what = (
                    f"A text of {len(value)} characters"
                    if len(value) > _LONG
                    else "A text with a comma"
                )
                message = f"{what} is in brackets."
                spot = Spot(source, text.route)
                yield Finding(spot, message, _HINT, (), plan.id, action_id_at(actions, text.route))


def may_hold_prose(text: str) -> bool:
    """Quick test that spares most files a second parse; a False is always right."""
    return any(map(_may_hold_prose, _OPENED.findall(text.replace("\r", "\n"))))


def _may_hold_prose(opened: str) -> bool:
    """True if brackets opened on this line may hold prose.

    If they close on the line, nothing follows them, and prose is long or in quotation marks:
    without these no text in brackets has a comma.
    """
    if any(opened.count(begin) != opened.count(end) for begin, end in ("[]", "{}")):
        return True
    is_long = len(opened) > _LONG or "'" in opened or '"' in opened
    return is_long and _CLOSED.search(opened) is not None


RULE = Rule(
    name="flow-prose",
    family="consistency",
    severity=Severity.WARNING,
    what="A sentence in `{}` or `[]`: a text of more than 60 characters, or with a comma.",
    why="Inside brackets a comma ends a text. Adding a comma, or removing the quotation "
    "marks, would cut the sentence in two. Changes in long lines are also hard to see in git.",
    instead="Write sentences on lines of their own, after `|-`. Use brackets for codes: `lead: "
    "[POL, NCC]`.",
    check=_check,
    bad=example_folder(f'{_NOTES.rstrip()} ["Agreed by all agencies, but for one."]\n'),
    good=example_folder(f"{_NOTES}  - Agreed by all agencies, but for one.\n"),
)

"""text-cut-by-comment: a `#` that makes YAML drop the rest of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.model.plan import Plan
from dhrplan.plan.explain import glimpse, in_quotes, ticked
from dhrplan.plan.folder import Folder
from dhrplan.plan.query import WrittenText, action_id_at, actions_by_route, texts_in
from dhrplan.rules.engine import SOUND, Finding, Findings, Folders, Rule, Spot, example_folder
from dhrplan.yamldoc.nodes import Source

# A space after the sign, or after several, makes an ordinary comment; `#dhrplan:` may do without.
_CUT = re.compile(r"[ \t]+(?P<rest>#+(?!dhrplan:)[^\s#][^\r\n]*)")
# Quick test that finds all of those and more: it begins with the `#` itself.
_MAY_CUT = re.compile(r"#(?<=[ \t]#)#*[^\s#]")


def _check(folders: Folders) -> Findings:
    for folder in folders:
        for source, record, plan in _sources(folder):
            if _MAY_CUT.search(source.text):  # spares most files a second parse
                actions = actions_by_route(plan) if plan else {}
                for text in texts_in(source, record):
                    yield from _cut(source, plan, text, action_id_at(actions, text.route))


def _sources(folder: Folder) -> Iterator[tuple[Source, str, Plan | None]]:
    if folder.register_file and folder.register_file.register:
        yield folder.register_file.source, "register", None
    for file in folder.files:
        if file.plan:
            yield file.source, "plan", file.plan


def _cut(source: Source, plan: Plan | None, text: WrittenText, action: str | None) -> Findings:
    node = text.node
    lost = None if node.style else _CUT.match(source.text, node.end_mark.index)
    if lost is None or (text.field.required and not node.value):
        return  # a required text that is lost entirely is a missing key already
    rest = lost["rest"].rstrip()
    spot = Spot(source, text.route, offset=lost.start("rest"), length=len(rest))
    kept = f"the text is only {glimpse(node.value)}" if node.value else "no text is left"
    message = f"{glimpse(rest)} is read as a comment, and {kept}."
    yield Finding(spot, message, _hint(node.value, rest), (), plan.id if plan else None, action)


def _hint(value: str, rest: str) -> str:
    quoted = in_quotes(f"{value} {rest}".lstrip())
    return f"Write {ticked(quoted)}. If it is a comment, put a space after the `#`."


RULE = Rule(
    name="text-cut-by-comment",
    family="consistency",
    severity=Severity.WARNING,
    what="A text with a space and a `#` in it, which turn the rest of the line into a comment.",
    why="YAML drops the rest without a warning: of `see minute #12` a report shows `see "
    "minute`. The file shows the whole sentence, and a report only half of it.",
    instead="Put the text in single quotes, or on lines below the key, after `|-`. A comment "
    "has a space after its `#`.",
    check=_check,
    bad=example_folder(f"{SOUND}progress: Agreed, see minute #12\n"),
    good=example_folder(f"{SOUND}progress: 'Agreed, see minute #12'\n"),
)

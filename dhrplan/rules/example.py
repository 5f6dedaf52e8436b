"""The plan that the examples of rules are made of: whatever a rule does not speak of is sound."""

from __future__ import annotations

from datetime import date
from textwrap import indent
from typing import TYPE_CHECKING

from dhrplan.text.folder import NamedBytes
from dhrplan.text.settings import FILE, FORBIDDEN_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2021, 3, 15)
"""The day as at which the examples are judged."""

SOUND = "lead: [POL]\nstatus: in-progress\ntarget: 2021-06\n"
"""The rest of a sound action."""

_PLAN = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
{head}recommendations:
  - id: "1"
    text: Agencies should share what they know.
{recommendation}    actions:
      - id: "1.1"
        text: Agree one form.
{action}"""


def plan(action: str = SOUND, *, head: str = "", recommendation: str = "") -> str:
    """A plan with one recommendation and one action.

    Args:
        action: The lines of the action that follow its id and text, not indented.
        head: Lines of the plan that follow its title.
        recommendation: Lines of the recommendation that follow its text, not indented.
    """
    return _PLAN.format(
        head=head,
        recommendation=indent(recommendation, " " * 4),
        action=indent(action, " " * 8),
    )


def item(action: str) -> str:
    """A second action, to stand behind a plan.

    Args:
        action: Its lines, not indented.
    """
    first, *others = action.splitlines(keepends=True)
    return " " * 6 + f"- {first}" + indent("".join(others), " " * 8)


def one(action: str = SOUND, *, head: str = "", recommendation: str = "") -> dict[str, str]:
    """A folder that holds nothing but that plan."""
    return {"DHR99.yaml": plan(action, head=head, recommendation=recommendation)}


def named_bytes(files: Mapping[str, str], path: str = "plans") -> NamedBytes:
    """A folder of an example, as it would be read from disk: what is no plan there is a stray."""
    data = {name: text.encode() for name, text in files.items()}
    beside = {name: (name, data.pop(name)) for name in (FILE, FORBIDDEN_NAMES) if name in data}
    return NamedBytes(
        path,
        {name: text for name, text in data.items() if _is_read(name)},
        strays=tuple(f"{path}/{name}" for name in data if not _is_read(name)),
        settings=beside.get(FILE),
        forbidden_names=beside.get(FORBIDDEN_NAMES),
    )


def _is_read(name: str) -> bool:
    return "/" not in name and name.endswith((".yaml", ".yml"))

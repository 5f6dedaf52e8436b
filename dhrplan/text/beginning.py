"""A plan and a register as they begin: with remarks that say what may be written, and no facts.

What somebody has told stands in them as values; what nobody has, as an example behind a `#`.
"""

from __future__ import annotations

import re
from textwrap import fill
from typing import TYPE_CHECKING

from dhrplan.model.agencies import folded
from dhrplan.plan.fmt import edit
from dhrplan.text.fields import RECORDS
from dhrplan.text.kinds import Choice, Field
from dhrplan.yamldoc.edit import Set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dhrplan.yamldoc.edit import Change

_WIDTH = 79
"""The characters of a line, so that a window need not be wide, with a sign before each."""

_PLAN = """\
# yaml-language-server: $schema=plan.schema.json
#
# The action plan of one review. What stands behind a `#` is a remark, which
# the program leaves alone. To use a key that stands in a remark, take the `#`
# and the space after it away. What is not known is left out.
# `dhrplan validate` says what is wrong or missing, and what to write instead.

format: 1
id: X
{aliases}{kind}title: X
{partnership}{rest}
# The recommendations stand below, in the order of the review.
# `dhrplan new {id} --recommendation` adds one; `dhrplan new {id} 1 --action`
# adds an action to recommendation 1. Written by hand, without the `#` and the
# space, and in place of the [] below, they look like this:
#
#   - id: "1"
#     ref: "17.6"              # the paragraph of the report
#     text: |-
#       The recommendation, in the review's words,
#       on as many lines as it needs.
#     scope: local             # {scopes}
#     addressed_to: [CSP]      # agencies of agencies.yaml: code, alias or name
#     actions:
#       - id: "1.1"
#         text: |-
#           What is to be done.
#         lead: [CSP]          # the first one leads
{statuses}
#         status: not-started
#         target: 2027-03      # as precise as the record: 2027-03-31, 2027
#         milestones:
#           - text: The first step.
#             target: 2026-12
recommendations: []
"""
_EXAMPLES = {
    "aliases": "[Case 23]",
    "kind": "DHR",
    "partnership": "Northshire Community Safety Partnership",
    "marking": "OFFICIAL-SENSITIVE",
    "stage": "drafting",
    "position_at": "2026-03",
    "source": "\n#   title: Action plan, version 4\n#   numbering: ours",
    "dates": "\n#   commissioned: 2025-06\n#   submitted: 2026-02-11",
    "review_every": "3 months",
    "sign_off": "CSP",
}
"""What the keys look like; nothing of it is a fact."""
_REST = ("marking", "stage", "position_at", "source", "dates", "review_every", "sign_off")
_KINDS = {"DHR": "Domestic Homicide Review", "DARDR": "Domestic Abuse Related Death Review"}

_REGISTER = """\
# yaml-language-server: $schema=agencies.schema.json
#
# The agencies that plans may name, each below a code of your choice. A plan names
# them by code, name or alias. Once there is an agency here, `dhrplan validate`
# calls a name in a plan wrong that is not.

agencies:
{agencies}
  # Others that a plan often names. Take the `#` and the space after it away, and
  # write what they are called where you are: Northshire is invented.
  #
  # POL:
  #   name: Northshire Police
  #   aliases: [Police]
  #   level: regional
  # ICB:
  #   name: NHS Northshire Integrated Care Board
  #   aliases: [Health]
  #   level: regional
  # PROB:
  #   name: Probation Service
  #   level: national
  # HO:
  #   name: Home Office
  #   level: national
"""
_SMALL = frozenset({"and", "for", "of", "the"})
_SHORTEST = 2


def title_of(review: str) -> str:
    """The title that a review has by its id: `Domestic Homicide Review 8` of `DHR8`."""
    match = re.fullmatch(r"(dhr|dardr)[-_]?([0-9]+)", review, re.IGNORECASE)
    return f"{_KINDS[match[1].upper()]} {match[2]}" if match else review


def new_plan(review: str, title: str, partnership: str | None = None) -> bytes:
    """The file of a review of which no recommendation is recorded yet.

    Args:
        review: Its id.
        title: Its title.
        partnership: The partnership that answers; None where nobody has said.
    """
    kind = next((one for one in ("DARDR", "DHR") if review.upper().startswith(one)), None)
    told = {"id": review, "title": title, "kind": kind, "partnership": partnership}
    text = _PLAN.format(
        id=review,
        aliases=_remark("aliases"),
        kind="kind: X\n" if kind else _remark("kind"),
        partnership="partnership: X\n" if partnership else _remark("partnership"),
        rest="".join(map(_remark, _REST)),
        scopes=_words(_field("scope", "recommendation")),
        statuses=_statuses(),
    )
    changes = [Set((key,), value) for key, value in told.items() if value]
    return _with(text, changes, "plan")


def new_register(partnership: str | None = None, council: str | None = None) -> bytes:
    """The register of agencies, with those that are known."""
    is_same = folded(council or "") == folded(partnership or "")
    names = {"CSP": partnership, **({} if is_same else {code_of(council or ""): council})}
    known = {code: name for code, name in names.items() if name}
    agencies = "".join(f"  {code}:\n    name: X\n    level: local\n" for code in known)
    changes = [Set(("agencies", code, "name"), name) for code, name in known.items()]
    return _with(_REGISTER.format(agencies=agencies), changes, "register")


def code_of(name: str) -> str:
    """A code for a council, of the first letters of its name: `NCC`, `LBTH`."""
    words = [word for word in re.findall(r"[A-Za-z']+", name) if word.casefold() not in _SMALL]
    code = "".join(word[0].upper() for word in words if word[0] != "'")
    return code if len(code) >= _SHORTEST and code != "CSP" else "COUNCIL"


def _with(text: str, changes: Sequence[Change], record: str) -> bytes:
    """A text with values in it, each quoted where YAML needs it."""
    return edit("the new file", text.encode(), changes, record).data


def _remark(key: str) -> str:
    """A key that is left out, with what it means and what it looks like."""
    field = _field(key, "plan")
    told = f": {_words(field)}." if isinstance(field.kind, Choice) else "."
    value = _EXAMPLES[key]
    space = "" if value.startswith("\n") else " "
    meaning = _filled(f"{field.description.removesuffix('.')}{told}", "# ")
    return f"{meaning}\n# {key}:{space}{value}\n"


def _statuses() -> str:
    """The statuses, as a remark in the action that is shown."""
    return _filled(_words(_field("status", "action")), f"#{' ' * 9}# ")


def _filled(words: str, begin: str) -> str:
    """Words in lines that all begin so."""
    return fill(
        words, _WIDTH, initial_indent=begin, subsequent_indent=begin, break_on_hyphens=False
    )


def _field(key: str, record: str) -> Field:
    return next(field for field in RECORDS[record] if field.name == key)


def _words(field: Field) -> str:
    assert isinstance(field.kind, Choice)  # noqa: S101 - it is asked of no other
    words = [str(one) for one in field.kind.values]
    return f"{', '.join(words[:-1])} or {words[-1]}"

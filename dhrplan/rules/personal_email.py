"""personal-email: the mailbox of a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules import example
from dhrplan.rules.base import Rule
from dhrplan.rules.privacy.base import Says, check
from dhrplan.rules.privacy.mailboxes import is_of_a_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.privacy.base import Stretch
    from dhrplan.text.legible import Legible

_MAILBOX = re.compile(r"[^\W_](?:[\w.%+&'-]*\w)?$")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?![\w-])")
_LONGEST = 64
"""The characters before an `@`: RFC 5321, 4.5.3.1.1."""


def find(text: Legible) -> Iterator[Stretch]:
    """Each address, its mailbox and domain."""
    low = text.low
    at = low.find("@")
    while at >= 0:
        mailbox = _MAILBOX.search(low, max(0, at - _LONGEST), at)
        domain = _DOMAIN.match(low, at + 1) if mailbox else None
        if mailbox and domain and not is_of_a_role(mailbox[0], domain[0]):
            yield mailbox.start(), domain.end()
        at = low.find("@", at + 1)


_SAYS = Says(
    "is the mailbox of a person",
    "Write the role or the mailbox of the team, such as `safeguarding@`.",
)
_PROGRESS = "progress: Comments go to {}@example.org.\n"

RULE = Rule(
    name="personal-email",
    family="privacy",
    severity=Severity.ERROR,
    what="An e-mail address that is one person's. Mailboxes of roles and teams pass.",
    why="It holds a name, and it is out of use when its owner leaves, while the plan is read on.",
    instead="Write the mailbox of the team.",
    check=check(find, _SAYS),
    bad=example.one(example.SOUND + _PROGRESS.format("pat.hobbs")),
    good=example.one(example.SOUND + _PROGRESS.format("safeguarding")),
)

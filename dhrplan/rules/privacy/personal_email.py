"""personal-email: the mailbox of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check, words

_MAILBOX = re.compile(r"[^\W_](?:[\w.%+&'-]*\w)?$")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?![\w-])")
_LONGEST_MAILBOX = 64  # RFC 5321, 4.5.3.1.1

_PART = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 40
_SHORTEST_WORD = 2
_SCHEMES = (
    "clares.law",
    "claire.law",
    "clares-law",
    "clareslaw",
    "sarahs.law",
    "sarahslaw",
    "white.ribbon",
    "whiteribbon",
    "ask.ani",
    "askani",
)
"""Schemes whose names look like a person's."""


def find(text: ReadableText) -> Iterator[Span]:
    """Each e-mail address that is not a role's."""
    low = text.lowered
    at = low.find("@")
    while at >= 0:
        mailbox = _MAILBOX.search(low, max(0, at - _LONGEST_MAILBOX), at)
        domain = _DOMAIN.match(low, at + 1) if mailbox else None
        if mailbox and domain and not _is_of_a_role(mailbox[0], domain[0]):
            yield mailbox.start(), domain.end()
        at = low.find("@", at + 1)


def _is_of_a_role(mailbox: str, domain: str) -> bool:
    """True if a mailbox, in lower case, is that of a role, a team or a body."""
    own = mailbox.partition("+")[0].replace("'", "")
    parts = _PART.findall(own)
    also_names = words("mailboxes", "also names")
    if len(parts) == 1:
        others = words("mailboxes", "function words", "also names")
        return is_role(parts[0]) or parts[0] in others or own in domain.split(".")
    if not parts or "&" in own or own.startswith(_SCHEMES):
        return True
    named = any(len(part) == 1 or part in words("mailboxes", "forenames") for part in parts)
    return any(is_role(part) or (part in also_names and not named) for part in parts)


@lru_cache(maxsize=1024)
def is_role(part: str) -> bool:
    """Whether a part of a mailbox is a word of a role, or made of nothing but such words."""
    acronyms, small = words("mailboxes", "acronyms"), words("mailboxes", "function words")
    if part in acronyms or len(part) > _LONGEST_NAME:
        return True
    roles = words("mailboxes", "roles") - small - words("mailboxes", "also names")
    # Offsets up to which the part is made of such words; True if one of these names a role.
    reached = {0: False}
    for end in range(_SHORTEST_WORD, len(part) + 1):
        for start, is_role in tuple(reached.items()):
            word = part[start:end]
            if word in roles or word in small or word in acronyms:
                reached[end] = reached.get(end, False) or is_role or word in roles
    return reached.get(len(part), False)


_WORDING = Wording(
    "is the e-mail address of a person",
    "Write the role or the mailbox of the team, such as `safeguarding@`.",
)
_PROGRESS = "progress: Comments go to {}@example.org.\n"

RULE = Rule(
    name="personal-email",
    family="privacy",
    severity=Severity.ERROR,
    what="The e-mail address of a person. Mailboxes of roles and teams are allowed.",
    why="It holds a name. When the person leaves it stops working, but the plan is still read.",
    instead="Write the mailbox of the team.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("pat.hobbs")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("safeguarding")),
)

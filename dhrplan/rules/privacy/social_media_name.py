"""social-media-name: the name of a person's account."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrplan.diagnostic import Severity
from dhrplan.rules import engine
from dhrplan.rules.engine import Rule
from dhrplan.rules.privacy.personal_email import is_role
from dhrplan.rules.privacy.readable import ReadableText, Span
from dhrplan.rules.privacy.scan import Wording, check, words

# Names of accounts are letters, digits and `_`; some platforms also allow full stops. The longest
# that is read has 30 characters.
_HANDLE = re.compile(r"(?<![\w@/.])@([a-z_](?:[\w.]{0,28}\w))(?![\w@]|\.\w)")
_PLATFORMS = (
    "instagram",
    "insta",
    "facebook",
    "snapchat",
    "tiktok",
    "twitter",
    "whatsapp",
    "telegram",
    "youtube",
    "linkedin",
    "tinder",
    "onlyfans",
)
_PLATFORM = rf"(?<![a-z])(?:{'|'.join(_PLATFORMS)})(?![a-z])"
_CALLED = re.compile(
    rf"{_PLATFORM}(?: (?:under the name|by the name of|as|called|under"
    r"|(?:he|she|they) calls? (?:him|her|them)sel\w+"
    r"|(?:user ?name|handle|account|profile|name)(?: (?:is|was|of))?))[ :]{1,2}"
)
_COLON = re.compile(rf"{_PLATFORM} ?: ")
# Quoted; with a digit, `_` or full stop in it; or like a person's name.
_NAME = re.compile(
    r"[\"'\u201c\u2018](?P<quoted>[^\"'\u201c\u201d\u2019\n]{2,40})[\"'\u201d\u2019]"
    r"|(?P<account>@?(?=[A-Za-z.]*[\d_]|[a-z]+\.[a-z])[A-Za-z_](?:[\w.]{1,28}\w))(?![\w@])"
    r"|(?P<person>[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z][a-z]+(?:-[A-Z][a-z]+)?){1,2})"
)
_PERSON = re.compile(
    rf"{_PLATFORM}|(?<![a-z])(?:he|she|his|her|him|hers|adult [a-z]|child [a-z\d]|victim'?s?|mother"
    r"|perpetrator'?s?|father|brother|sister|account|tweeted|posted|messaged|followed)(?![a-z])"
)
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NEAR = 60  # characters


def find(text: ReadableText) -> Iterator[Span]:
    """Each account that is not a body's, by `@` beside a person or behind a platform's name."""
    found: set[Span] = set()
    low = text.lowered
    if "@" in low:
        for match in _HANDLE.finditer(low):
            start, end = match.span()
            first = max(0, start - _NEAR)
            line = low.rfind("\n", first, start) + 1
            near = _PERSON.search(low, line or first, start) or _PERSON.match(low, end + 1)
            if near and not _is_of_a_body(text.text[start + 1 : end]):
                found.add((start, end))
    if not text.words.isdisjoint(_PLATFORMS):
        for pattern in (_CALLED, _COLON):
            for match in pattern.finditer(low):
                name = _NAME.match(text.text, match.end())
                if name and not _is_of_a_body(name[0]):
                    found.add(name.span(name.lastgroup or 0))
    reported = 0
    for start, end in sorted(found):
        if start >= reported:
            yield start, end
            reported = end


def _is_of_a_body(name: str) -> bool:
    """Judge by the words of a name, as of a mailbox."""
    parts = [part.lower() for part in _PART.findall(name)]
    of_bodies = [part for part in parts if part not in words("cues", "bodies and people")]
    return (
        is_role("".join(parts))
        or any(map(is_role, of_bodies))
        or parts[0] in words("cues", "places")
    )


_WORDING = Wording(
    "is the name of a person's account",
    "Delete it, or write whose account it was: `an account of Adult B`.",
)
_PROGRESS = "progress: The threats came from {}.\n"

RULE = Rule(
    name="social-media-name",
    family="privacy",
    severity=Severity.ERROR,
    what="A social media account: after `@` beside a person, or after the name of the "
    "platform: `on Instagram as ...`. Accounts of agencies are allowed.",
    why="A single search leads to photographs, friends and family.",
    instead="Write whose account it was.",
    check=check(find, _WORDING),
    bad=engine.example_folder(engine.SOUND + _PROGRESS.format("his account @pathobbs84")),
    good=engine.example_folder(engine.SOUND + _PROGRESS.format("an account of Adult B")),
)

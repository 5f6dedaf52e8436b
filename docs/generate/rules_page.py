"""The page on rules, made from the rules and from what `validate` says of their examples.

A pure function that returns text; `test_rules_page.py` holds the file to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.render.explanation import bad_example, earlier_example, good_example, said_of
from dhrplan.render.markdown import fenced
from dhrplan.rules import RULES
from dhrplan.rules.engine import FAMILIES
from dhrplan.table import Code
from docs.generate.reference import grid, head, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.rules.engine import Rule

_INTRO = """\
`dhrplan validate` looks for all of this in every file and names each place.
[The exit code](reference/commands.md#exit-codes) says whether something was found. An error is
wrong whatever was meant; a warning is mostly a gap, which may be a truth about the record.
`dhrplan explain` prints the same, and `dhrplan explain unknown-agency` a single rule."""

_SILENCE = """\
Where a rule is right and the record stays as it is, a comment says so, with the reason:

```yaml
      # dhrplan: ignore[no-news] Nothing is expected before the inquest.
      - id: "4.1"
        status: complete   # dhrplan: ignore[complete-without-outcome] The agency was closed.
```

- Behind a value it speaks for that line, and for the block of text that begins there.
- On a line of its own it speaks for the item or key below, with all that belongs to it.
- Above the first key of a file it speaks for the whole file.
- Several rules stand in one bracket with commas between them.

A comment that silences nothing is reported, and so is one without a reason. How much a rule or a
family weighs in the whole folder is [a setting](reference/settings.md), `off` among the weights.
What cannot be read cannot be silenced."""

_PRIVATE = """\
Personal details that a rule finds are masked wherever they are printed: `Pat Hobbs` becomes
`P** H****`. So you can show an answer in a meeting, and keep a log. `dhrplan validate --reveal`
shows them. The file itself is not masked. A person who can read the file, or what git keeps of it,
can read the name."""


def rules_page() -> str:
    """The page on rules: in short, how to silence one, then family by family."""
    blocks = [*head("Rules", "the rules"), _INTRO, *_in_short()]
    blocks += ["## To silence a rule", _SILENCE, "## What is private is masked", _PRIVATE]
    for family, told in _families():
        blocks += [f"## {family.capitalize()}", told]
        for rule in RULES:
            if rule.family == family:
                blocks += _section(rule)
    return page(blocks)


def _families() -> list[tuple[str, str]]:
    """The families that have rules, with what each is about."""
    there = {rule.family for rule in RULES}
    return [(name, told) for name, told in FAMILIES.items() if name in there]


def _in_short() -> Iterator[str]:
    rows = ((_link(rule.family), _link(rule.name), str(rule.severity), rule.what) for rule in RULES)
    yield "## In short"
    yield grid(("Family", "Rule", "Weight", "What it finds"), rows)


def _link(heading: str) -> str:
    return f"[{heading}](#{heading})"


def _section(rule: Rule) -> Iterator[str]:
    """What, why, the bad example with what is said of it, what to write instead, silence."""
    yield f"### {rule.name}"
    yield f"**{rule.what}** {rule.why}"
    if earlier := earlier_example(rule):
        yield "As it was before:"
        yield fenced(Code(earlier))
        yield "As it is now:"
    if rule.bad:
        yield fenced(Code(bad_example(rule)))
        yield fenced(Code(said_of(rule), "text"))
    yield f"Instead: {rule.instead}"
    if rule.good:
        yield fenced(Code(good_example(rule)))
    if rule.family not in ("reading", "silencing"):
        by = f"# dhrplan: ignore[{rule.name}] why" if rule.by_comment else f'{rule.name} = "off"'
        where = "" if rule.by_comment else ", [in the settings](reference/settings.md)"
        yield f"To silence it: `{by}`{where}"

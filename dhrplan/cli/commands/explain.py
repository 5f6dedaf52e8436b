"""`dhrplan explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dhrplan.cli.completion import complete_rule
from dhrplan.cli.options import COLOR, FORMAT, NO_PAGER, OUTPUT, PLAIN, Command

if TYPE_CHECKING:
    from pathlib import Path


@click.command("explain", cls=Command)
@click.argument("rule", required=False, shell_complete=complete_rule)
@FORMAT
@OUTPUT
@COLOR
@NO_PAGER
@PLAIN
def command(*, rule: str | None, form: str | None, output: Path | None, color: str) -> int:
    r"""Explain a rule: what it finds, why, and what to write.

    \b
    Examples:
      dhrplan explain
      dhrplan explain unknown-agency
      dhrplan explain references -o references.md

    RULE is a rule, as `validate` prints it in brackets, or a family of rules. Without RULE, every
    rule is listed.
    """
    from dhrplan.cli.answer import Wanted, check_output, write_report
    from dhrplan.cli.console import PAGE, window_width
    from dhrplan.render.explanation import listing, whole
    from dhrplan.rules import RULES_BY_NAME
    from dhrplan.rules.engine import rules_named

    check_output(form, output)
    names = rules_named(rule, RULES_BY_NAME) if rule else frozenset(RULES_BY_NAME)
    rules = [each for name, each in RULES_BY_NAME.items() if name in names]
    is_family = rule is None or rule.strip().casefold() not in RULES_BY_NAME
    width = PAGE if output else min(window_width(), PAGE)
    report = listing(rules) if is_family else whole(rules[0], width)
    write_report(report, (), Wanted(form, output, color))
    return 0

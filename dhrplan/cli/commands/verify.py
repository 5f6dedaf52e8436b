"""`dhrplan verify`."""

from __future__ import annotations

from pathlib import Path

import click

from dhrplan.cli.console import show, tell
from dhrplan.cli.options import PLAIN, PLANS, Command
from dhrplan.errors import ExitCode
from dhrplan.render.visible import one_line
from dhrplan.wording import count


@click.command("verify", cls=Command)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@PLANS
@PLAIN
def command(*, file: Path, plans: tuple[Path, ...]) -> int:
    r"""Check that a board paper was not changed after it was made.

    \b
    Examples:
      dhrplan verify paper.docx
      dhrplan verify paper.md

    It makes the paper again from the commit that its foot names, and compares the words. The exit
    code is 1 if they differ, and 3 if that cannot be told.
    """
    from dhrplan.cli.board_papers import verify_paper
    from dhrplan.cli.entry import version

    verdict = verify_paper(file, plans, version())
    of = f"the paper that commit {verdict.commit} makes"
    for remark in verdict.remarks:
        tell(remark)
    if not verdict.differences:
        show(f"Same: {file.name} is {of}.\nFingerprint: {verdict.fingerprint}\n")
        return ExitCode.DONE
    lines = (f"  {one_line(one.in_words)}\n" for one in verdict.differences)
    places = count(len(verdict.differences), "place")
    show(f"{file.name} differs from {of}, in {places}:\n{''.join(lines)}")
    if verdict.doubt:
        tell(f"That does not prove a change. {verdict.doubt}")
        return ExitCode.INCOMPLETE
    return ExitCode.FOUND

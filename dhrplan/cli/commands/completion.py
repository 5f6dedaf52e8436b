"""`dhrplan completion`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from dhrplan.cli.options import DRY_RUN, PLAIN, YES, Command

_ENABLE = {
    "bash": 'eval "$(_DHRPLAN_COMPLETE=bash_source dhrplan)"\n',
    "zsh": 'eval "$(_DHRPLAN_COMPLETE=zsh_source dhrplan)"\n',
    "fish": "_DHRPLAN_COMPLETE=fish_source dhrplan | source\n",
    "powershell": '$env:_DHRPLAN_COMPLETE = "powershell_source"\n'
    "dhrplan | Out-String | Invoke-Expression\n"
    "Remove-Item Env:_DHRPLAN_COMPLETE\n",
}
"""What a shell has to run when it starts."""

_ZSH_BEGINS = "autoload -U compinit; compinit\n"


@click.command("completion", cls=Command)
@click.argument("task", metavar="install|show", type=click.Choice(("install", "show")))
@click.argument("shell", metavar="[SHELL]", required=False, type=click.Choice(tuple(_ENABLE)))
@YES
@DRY_RUN
@PLAIN
def command(*, task: str, shell: str | None, yes: bool, dry_run: bool) -> int:
    r"""Complete words with the Tab key in your shell.

    \b
    Examples:
      dhrplan completion install
      dhrplan completion show powershell

    SHELL is bash, zsh, fish or powershell, by default the shell in use. `install` shows the lines,
    asks, and adds them to the file that the shell reads when it starts. `show` prints them, to add
    yourself. Open a new window afterwards.
    """
    from dhrplan import store
    from dhrplan.cli.console import tell, write
    from dhrplan.cli.prompts import confirm_write, require_consent

    shell = shell or _shell_in_use()
    lines = _ENABLE[shell]
    if task == "show":
        write(lines)
        return 0
    if shell == "powershell":  # only PowerShell knows where its profile is
        tell("Add these lines to the file that $PROFILE names in PowerShell:")
        write(lines)
        return 0
    require_consent(yes=yes, dry_run=dry_run)
    path = _startup_file(shell)
    before = store.read_if_present(path) or b""
    if b"_DHRPLAN_COMPLETE" in before:
        tell(f"{path} has the completion of dhrplan already.")
        return 0
    if shell == "zsh" and b"compinit" not in before:
        lines = _ZSH_BEGINS + lines
    tell(f"To be added to {path}:")
    write(lines)
    if not confirm_write("Add it?", yes=yes, dry_run=dry_run, default=True):
        return 0
    store.make_folder(path.parent)
    break_before = b"\n" if before and not before.endswith(b"\n") else b""
    store.write_output(path, before + break_before + lines.encode())
    tell(f"{path} is saved. Open a new window, and press Tab after `dhrplan `.")
    return 0


def _shell_in_use() -> str:
    """The login shell; on Windows PowerShell.

    Raises:
        UsageError: It is none that can complete.
    """
    name = "powershell" if sys.platform == "win32" else Path(os.environ.get("SHELL", "")).name
    if name not in _ENABLE:
        raise click.UsageError("Name your shell: bash, zsh, fish or powershell.")
    return name


def _startup_file(shell: str) -> Path:
    """The file that a shell reads when it starts."""
    home = Path.home()
    if shell == "fish":
        config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
        return config / "fish" / "completions" / "dhrplan.fish"
    if shell == "zsh":
        return Path(os.environ.get("ZDOTDIR") or home) / ".zshrc"
    return home / ".bashrc"

"""The command line: the only code that knows Click, the terminal and the clock."""

from dhrplan.cli.entry import main

__all__ = ["main"]

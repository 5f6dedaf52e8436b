"""The command line: the only code that knows Click, the terminal and the clock."""

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line and end the process, quietly where it is interrupted as it begins."""
    try:
        from dhrplan.cli.entry import main as begin

        begin()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)

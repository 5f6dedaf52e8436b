"""The command line: the only code that knows Click, the terminal and the clock."""

import sys


def main() -> None:
    """Run the command line and end the process; Ctrl-C during the imports prints no traceback."""
    try:
        from dhrplan.cli.entry import main as run_and_exit

        run_and_exit()
    except KeyboardInterrupt:
        from dhrplan.errors import ExitCode

        sys.exit(ExitCode.INTERRUPTED)

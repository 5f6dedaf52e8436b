"""`dhrplan completion`."""
import click
from dhrplan.cli.options import Command
@click.command("completion", cls=Command)
def command() -> int:
    r"""Complete.

    """
    return 0

"""`dhrplan schema`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from dhrplan.cli.options import NO_PAGER, PLAIN, Command


@click.command("schema", cls=Command)
@click.option("--agencies", is_flag=True, help="The schema of the register of agencies.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file.",
)
@NO_PAGER
@PLAIN
def command(*, agencies: bool, output: Path | None) -> int:
    r"""Print the JSON Schema of plans, for editors.

    \b
    Examples:
      dhrplan schema -o plans/plan.schema.json
      dhrplan schema --agencies -o plans/agencies.schema.json

    With the schema, an editor completes keys and codes of agencies, and marks what is wrong.
    `validate` finds more than a schema can.
    """
    from dhrplan import store
    from dhrplan.cli.answer import refuse_protected
    from dhrplan.cli.console import show
    from dhrplan.plan.folder import read_folder
    from dhrplan.plan.schema import plan_schema, register_schema, schema_text

    register = None
    for plans in () if agencies else store.plans_above(Path.cwd()):
        register = read_folder(store.read_register(plans, Path.cwd())).register
    schema = register_schema() if agencies else plan_schema(register)
    if output is not None and not _is_place_of_schema(output, schema):
        refuse_protected(output)
    show(schema_text(schema), output)
    return 0


def _is_place_of_schema(path: Path, schema: Mapping[str, Any]) -> bool:
    """True for an older form of this schema, and for a JSON file that is not there yet.

    A schema lies beside the plans and is made anew after an update of the program.
    """
    import json

    from dhrplan.store import read_if_present

    target = path.resolve()
    if target.suffix.casefold() != ".json":
        return False
    if not target.exists():
        return True
    try:
        found = json.loads(read_if_present(target) or b"") if target.is_file() else None
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("title") == schema["title"]

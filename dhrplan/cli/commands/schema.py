"""`dhrplan schema`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("schema")
@click.option("--agencies", is_flag=True, help="Of the register of agencies, not of a plan.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file.",
)
def command(*, agencies: bool, output: Path | None) -> int:
    r"""The JSON Schema of plans, by which an editor helps to write them.

    An editor finds it by the first line of a plan, and then completes keys, explains them and marks
    what is wrong. What the schema accepts may still have faults that only validate can know.

    \b
    Examples:
      dhrplan schema -o plans/plan.schema.json
      dhrplan schema --agencies -o plans/agencies.schema.json
    """
    from dhrplan.cli.console import write
    from dhrplan.plan.schema import plan_schema, register_schema, schema_text

    write(schema_text(register_schema() if agencies else plan_schema()), output)
    return 0

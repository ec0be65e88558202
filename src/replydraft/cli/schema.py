"""`replydraft schema`: prints the JSON Schema of a file that replydraft reads."""

import json

import click

from replydraft.case import case_schema


@click.command()
@click.argument("name", type=click.Choice(["case"]))
def schema(*, name: str) -> None:
    """Print the JSON Schema (2020-12) of a file, for editors and programs that write one.

    NAME is the kind of file: case.
    """
    del name
    click.echo(json.dumps(case_schema(), indent=2, ensure_ascii=False))

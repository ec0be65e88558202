"""`replydraft new`: writes a commented case to fill in."""

import datetime as dt
from pathlib import Path
from typing import get_args

import click

from replydraft.case import (
    REMEDY_KINDS,
    Case,
    Channel,
    Correctable,
    Fault,
    Kind,
    Liability,
    Severity,
    Status,
)
from replydraft.cli.case_options import clock_day
from replydraft.cli.files import check_writable, write_result
from replydraft.errors import OutputError
from replydraft.templates import Templates

TEMPLATE = "new-case.yaml.j2"

_CHOICES = {
    "kind": Kind,
    "channel": Channel,
    "fault": Fault,
    "severity": Severity,
    "correctable": Correctable,
    "liability": Liability,
    "status": Status,
}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
def new(*, file: Path, force: bool) -> None:
    """Write a commented case to FILE, to fill in and to give to "replydraft compose".

    The comments say what each field is for and list its values. FILE is never replaced without --force.
    """
    if file.exists() and not force:
        raise OutputError(f"{file}: is there already; name another file, or give --force to replace it")
    check_writable(file)
    write_result(commented_case(day=clock_day() + dt.timedelta(days=7)), path=file)
    click.echo(f"wrote {file}; fill in the complaint, then: replydraft compose {file}", err=True)


def commented_case(*, day: dt.date) -> str:
    """Return the text of a case to fill in; `day` is the one that its examples use."""
    choices = {name: ", ".join(get_args(values)) for name, values in _CHOICES.items()}
    defaults = {name: field.default for name, field in Case.model_fields.items()}
    return (
        Templates()
        .render(
            TEMPLATE,
            **choices,
            language=", ".join(get_args(Case.model_fields["language"].annotation)),
            defaults=defaults,
            remedy_kinds=", ".join(REMEDY_KINDS),
            example_day=day.isoformat(),
        )
        .rstrip("\n")
        + "\n"
    )

"""`replydraft check`: finds what is wrong with replies that exist already."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from replydraft.cli.guardrail_options import brand_option, contact_option, guardrail_from, guardrails_option
from replydraft.cli.output import emit
from replydraft.errors import InputError
from replydraft.records.decoding import read_source
from replydraft.records.jsonl import read_jsonl
from replydraft.records.record import Record, Skipped
from replydraft.records.text import read_text
from replydraft.reporters.json import json_report
from replydraft.reporters.summary import Checked, Run
from replydraft.reporters.text import text_report

if TYPE_CHECKING:
    from replydraft.case import Case

_READERS = {"text": read_text, "jsonl": read_jsonl}


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE…|-]")
@click.option(
    "--from",
    "source_format",
    type=click.Choice(["auto", *_READERS]),
    default="auto",
    help="How a file is read. auto: .jsonl files as JSON Lines with `id` and `body`, others as one text.",
)
@click.option("--case", "case_file", metavar="CASE", help="The case that the reply answers, as a file.")
@click.option(
    "--profile",
    type=click.Choice(["reply", "snippet"]),
    default="reply",
    help="reply: a whole message, ready to go; snippet: a part, with placeholders still to be filled.",
)
@contact_option
@brand_option
@guardrails_option
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
def check(
    *,
    files: tuple[str, ...],
    source_format: str,
    case_file: str | None,
    profile: Literal["reply", "snippet"],
    contacts: tuple[str, ...],
    brands: tuple[str, ...],
    guardrails: Path | None,
    output_format: str,
) -> int:
    """Find deflection, blame, named colleagues and empty promises in replies.

    Reads files, or standard input for `-` or without a file on a pipe. Exit codes: 0 nothing of
    severity error; 1 errors found; 2 something could not be checked.
    """
    case = _case(case_file)
    guardrail = guardrail_from(guardrails, contacts=contacts, brands=brands)
    read = list(_records(_sources(files), source_format=source_format))
    run = Run(
        checked=[
            Checked(record=record, report=guardrail.check(record.body, case=case, profile=profile))
            for record in read
            if isinstance(record, Record)
        ],
        skipped=[record.problem for record in read if isinstance(record, Skipped)],
        rules=guardrail.rules,
    )
    emit(json_report(run) if output_format == "json" else text_report(run))
    for problem in run.skipped:
        click.echo(f"skipped: {problem}", err=True)
    click.echo(run.closing_line, err=True)
    return run.exit_code


def _sources(files: tuple[str, ...]) -> tuple[str, ...]:
    if files:
        return files
    if sys.stdin.isatty():
        raise click.UsageError("give the files to check, or - for standard input")
    return ("-",)


def _records(sources: tuple[str, ...], *, source_format: str) -> Iterator[Record | Skipped]:
    """Yield every record of every source; a source that cannot be read is skipped, not fatal."""
    for source in sources:
        name = source_format
        if name == "auto":
            name = "jsonl" if source.endswith((".jsonl", ".ndjson")) else "text"
        try:
            text = read_source(source, standard_input=sys.stdin.buffer)
        except InputError as error:
            yield from (Skipped(problem=problem) for problem in error.problems)
            continue
        yield from _READERS[name](text, source=source)


def _case(case_file: str | None) -> "Case | None":
    if case_file is None:
        return None
    # Imported here: a check without a case need not wait for the case's model.
    from replydraft.cli.given_case import given_case  # noqa: PLC0415 (see above)

    return given_case(case_file)

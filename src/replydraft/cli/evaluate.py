"""`replydraft evaluate`: measures the guardrail on replies that people have labelled."""

import json
import sys
from pathlib import Path
from typing import Literal

import click

from replydraft.cli.guardrail_options import brand_option, contact_option, guardrail_from, guardrails_option
from replydraft.cli.output import emit
from replydraft.evaluation.evaluate import evaluate as score
from replydraft.evaluation.labelled import LabelledReply, read_labelled
from replydraft.records.decoding import read_source
from replydraft.reporters.evaluation import disagreement_lines, table

_LEVELS = {"error": ("error",), "warning": ("error", "warning"), "info": ("error", "warning", "info")}


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--level",
    type=click.Choice(list(_LEVELS)),
    default="error",
    help="The least severity that counts as a finding.",
)
@click.option(
    "--profile",
    type=click.Choice(["reply", "snippet"]),
    default="reply",
    help="reply: a whole message, ready to go; snippet: a part, with placeholders still to be filled.",
)
@click.option("--errors", is_flag=True, help="List every miss and every false alarm, with the text in place.")
@contact_option
@brand_option
@guardrails_option
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
def evaluate(
    *,
    files: tuple[str, ...],
    level: str,
    profile: Literal["reply", "snippet"],
    errors: bool,
    contacts: tuple[str, ...],
    brands: tuple[str, ...],
    guardrails: Path | None,
    output_format: str,
) -> int:
    """Measure precision, recall and false alarms on labelled replies.

    Each line of a file is a JSON object with `id`, `reply` and `findings`, a list of objects with
    `category`, `subtype`, `quote` and, where two fair managers could differ, `unsure`. Exit codes: 0
    measured; 2 a line could not be read.
    """
    replies, unread = _labelled(files)
    guardrail = guardrail_from(guardrails, contacts=contacts, brands=brands)
    result = score(
        replies,
        check=lambda text: guardrail.check(text, profile=profile),
        severities=_LEVELS[level],
    )
    if output_format == "json":
        listed = {"errors": [item.as_dict() for item in result.disagreements]} if errors else {}
        emit(json.dumps({**result.as_dict(), **listed}, ensure_ascii=False, indent=2))
    else:
        emit("\n".join([*table(result), *(disagreement_lines(result) if errors else ())]))
    click.echo(f"{result.replies} replies checked, {unread} lines unread, {guardrail.rules} rules", err=True)
    return 2 if unread else 0


def _labelled(files: tuple[str, ...]) -> tuple[list[LabelledReply], int]:
    """Return all labelled replies and how many lines could not be read; say which on standard error."""
    replies: list[LabelledReply] = []
    unread = 0
    for file in files:
        labelled = read_labelled(read_source(file, standard_input=sys.stdin.buffer), source=file)
        replies += labelled.replies
        unread += labelled.unread
        for problem in labelled.problems:
            click.echo(f"unread: {problem}", err=True)
    return replies, unread

"""Results on standard output, whatever characters they hold."""

import sys

import click

from replydraft.case import Case
from replydraft.case_warnings import case_warnings


def emit(text: str) -> None:
    """Print a result and a line end; print nothing at all for an empty result.

    A lone surrogate, which no encoding takes, is written as its escape (in JSON, its own notation).
    """
    if text:
        sys.stdout.flush()
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()


def warn_about(case: Case) -> None:
    """Say on standard error what in a case seems to contradict itself."""
    for warning in case_warnings(case):
        click.echo(f"warning: the case may contradict itself: {warning}", err=True)

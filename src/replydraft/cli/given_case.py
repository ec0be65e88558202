"""The case that a file names, with today's date; what is odd about it is said on standard error."""

import click

from replydraft.case import Case
from replydraft.case_file import load_case
from replydraft.case_warnings import case_warnings
from replydraft.cli.case_options import clock_day


def given_case(path: str) -> Case:
    """Read the case. Raises InputError if it cannot be read, CaseError if it is wrong."""
    case = load_case(path, today=clock_day())
    warn_about(case)
    return case


def warn_about(case: Case) -> None:
    """Say on standard error what in a case seems to contradict itself."""
    for warning in case_warnings(case):
        click.echo(f"warning: the case may contradict itself: {warning}", err=True)

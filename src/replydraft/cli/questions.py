"""Asks on a terminal for what a case lacks."""

import sys
from collections.abc import Callable
from typing import NamedTuple, get_args

import click

from replydraft.case import Correctable, Fault, Severity
from replydraft.case_file import CaseDocument, empty_document
from replydraft.cli.case_options import clock_day, follow_up_fields, option_for, remedy_fields
from replydraft.errors import CaseError, Problem

ORIGIN = "your answer"


class Question(NamedTuple):
    """One question, and the field that its answer sets."""

    where: tuple[str, ...]
    text: str
    offered: tuple[str, ...] = ()
    repeated: bool = False
    fields: Callable[[str], object] | None = None
    """What turns the answer into fields, where the field has fields of its own."""


QUESTIONS = (
    Question(("customer", "name"), "Who is answered, as they should be greeted (Mrs Kulkarni)?"),
    Question(("facts",), "What is known to have happened? One fact a line", repeated=True),
    Question(("fault",), "Whose fault is it?", offered=get_args(Fault)),
    Question(("severity",), "How big was it for the customer?", offered=get_args(Severity)),
    Question(("correctable",), "Can the thing itself be put right?", offered=get_args(Correctable)),
    Question(
        ("remedies",),
        "What may be offered (refund: refund of the fee; amount=30 GBP; when=2026-11-21)? One a line",
        repeated=True,
        fields=remedy_fields,
    ),
    Question(("prevention",), "What was changed so that it does not happen again? One a line", repeated=True),
    Question(("follow_up",), "When does the customer hear next (2026-11-24; who)?", fields=follow_up_fields),
    Question(("sender", "name"), "Who signs?"),
    Question(("sender", "role"), "In which role?"),
    Question(("sender", "company"), "For which company?"),
)


def on_terminal() -> bool:
    """Return whether somebody can be asked: by questions on standard error."""
    # A process may be started with either of them closed.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def lacks_complaint(document: CaseDocument) -> bool:
    """Return whether the one thing that every message but a notice needs is missing."""
    return document.fields.get("kind") != "notice" and not str(document.fields.get("complaint", "")).strip()


def completed(document: CaseDocument, *, everything: bool) -> CaseDocument:
    """Ask for the complaint, and with `everything` for whatever else no option has given.

    Without a terminal raises click.UsageError that says what is missing.
    """
    if not lacks_complaint(document) or _faults(document):
        # A case with other faults is not worth a question: whoever makes it a case hears them all at once.
        return document
    if not on_terminal():
        raise click.UsageError(_missing(everything=everything, name=document.name))
    document = document.updated(_complaint(), "complaint", origin=ORIGIN)
    for question in QUESTIONS if everything else ():
        if document.given(*question.where):
            continue
        answer = _answer(question, today=document.fields.get("today"))
        if answer not in (None, "", []):
            document = document.updated(answer, *question.where, origin=ORIGIN)
    return document


def _faults(document: CaseDocument) -> tuple[Problem, ...]:
    """Return what is wrong with a case, but for a complaint that is missing."""
    try:
        document.case(today=clock_day(), unfinished=True)
    except CaseError as error:
        return error.problems
    return ()


def _missing(*, everything: bool, name: str) -> str:
    option = option_for(("complaint",))
    if not everything:
        return f"{name}: complaint is missing; add it, or give {option}"
    others = ", ".join(option_for(question.where) for question in QUESTIONS)
    return (
        f"missing: the complaint. Name a case file, - for standard input, or give {option};"
        f" the reply is better with {others}"
    )


def _complaint() -> str:
    click.echo("What did the customer write? End with a line that holds only a full stop.", err=True)
    lines: list[str] = []
    while not lines or lines[-1] != "." or not any(line.strip() for line in lines[:-1]):
        if lines and lines[-1] == ".":
            click.echo("Nothing was written yet; paste the customer's words.", err=True)
            lines = []
        lines.append(_line())
    return "\n".join(lines[:-1])


def _answer(question: Question, *, today: object) -> object:
    if question.offered:
        return _offered(question)
    if not question.repeated:
        return _fields(question, f"{question.text} Enter to skip: ", today=today)
    answers: list[object] = []
    click.echo(f"{question.text}, Enter to end.", err=True)
    while (answer := _fields(question, "- ", today=today)) != "":
        answers.append(answer)
    return answers


def _offered(question: Question) -> str:
    default = question.offered[0]
    asked = f"{question.text} ({', '.join(question.offered)}) [{default}]: "
    while True:
        answer = _line(asked).strip().casefold() or default
        if answer in question.offered:
            return answer
        click.echo(f"{answer!r} is not one of them.", err=True)


def _fields(question: Question, text: str, *, today: object) -> object:
    """Return the answer as the field takes it, empty if there is none; ask again if it takes none such."""
    while True:
        answer = _line(text).strip()
        if not answer or question.fields is None:
            return answer
        try:
            fields = question.fields(answer)
        except click.BadParameter as error:
            click.echo(error.message, err=True)
            continue
        faults = _faults(_alone(fields, question, today=today))
        if not faults:
            return fields
        # Told now, while it can be typed again: at the end all the other answers would be lost with it.
        for fault in faults:
            click.echo(f"{(fault.field or '').rpartition('.')[2]}: {fault.message}", err=True)


def _alone(fields: object, question: Question, *, today: object) -> CaseDocument:
    """Return a case with nothing but one answer, so that only its own faults are found."""
    value = [fields] if question.repeated else fields
    document = empty_document().updated(value, *question.where, origin=ORIGIN)
    return document if today is None else document.updated(today, "today", origin=ORIGIN)


def _line(text: str = "") -> str:
    """Return one line from the keyboard; at the end of input, break off."""
    # click.prompt would not do: older ones put a part of the question on standard output.
    click.echo(text, nl=False, err=True)
    line = sys.stdin.readline()
    if not line:
        raise click.Abort
    return line.rstrip("\r\n")

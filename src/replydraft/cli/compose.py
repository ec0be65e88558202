"""`replydraft compose`: writes a reply, has it checked, and prints it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from replydraft.case import Case
from replydraft.case_file import empty_document, read_document
from replydraft.cli.case_options import CASE_OPTIONS, REMEDY_HELP, case_options, clock_day, overridden
from replydraft.cli.drafting import OPENAI_MODEL, Wish, choose
from replydraft.cli.files import check_writable, write_result
from replydraft.cli.given_case import warn_about
from replydraft.cli.group import CLEAN, FINDINGS
from replydraft.cli.guardrail_options import brand_option, contact_option, guardrail_from, guardrails_option
from replydraft.cli.progress import Progress
from replydraft.cli.questions import completed
from replydraft.cli.reply_formats import FORMATS, json_text, plan_data
from replydraft.cli.sections import SectionedCommand
from replydraft.composition import Budget, Composition
from replydraft.explain import explain_plan
from replydraft.loop import compose as compose_reply
from replydraft.plan import Plan, plan
from replydraft.principles import load_principles
from replydraft.prompt import build_messages, prompt_digests
from replydraft.receipt import append_receipt, packs_digest, receipt
from replydraft.templates import Templates

HELP = f"""\
Write a reply to a customer, and check it.

CASE is a YAML or JSON file that says what is known ("replydraft new FILE" writes one to fill in), or - for
standard input. Options override its fields; an option that may be repeated replaces the whole list. On a
terminal you are asked for what is missing.

{REMEDY_HELP}

The reply is printed; what happens on the way goes to standard error. The exit code is 0 if the reply passed
every check, 1 if no draft did, 2 if none could be written.
"""


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """What to print, and where."""

    format: str
    output: Path | None

    def write(self, text: str) -> None:
        write_result(text, path=self.output)


_SECTIONS = {
    "The case": tuple(name.replace("-", "_") for name in CASE_OPTIONS),
    "Drafting": (
        *("drafter", "model", "base_url", "seed", "max_attempts", "max_tokens", "max_seconds", "timeout"),
        *("no_fallback", "prompts"),
    ),
    "Result": ("format", "output", "receipt", "explain", "show_prompt", "quiet"),
}


@click.command(cls=SectionedCommand, sections=_SECTIONS, help=HELP)
@click.argument("case_file", metavar="[CASE]", required=False)
@case_options
@click.option(
    "--drafter",
    type=click.Choice(["auto", "model", "offline"]),
    default="auto",
    show_default=True,
    show_envvar=True,
    help="Who writes: a model, the built-in phrasebook, or the model if a key or a base URL is set.",
)
@click.option(
    "--model",
    metavar="NAME",
    show_envvar=True,
    help=f"The model's name at the server; at OpenAI's it need not be given: {OPENAI_MODEL}.",
)
@click.option(
    "--base-url",
    metavar="URL",
    envvar=["REPLYDRAFT_BASE_URL", "OPENAI_BASE_URL"],
    show_envvar=True,
    help="Any server that speaks OpenAI's chat completions.",
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Another number chooses other offline wordings."
)
@click.option(
    "--max-attempts",
    type=click.IntRange(1, 20),
    default=3,
    show_default=True,
    help="How many drafts a model may write.",
)
@click.option("--max-tokens", type=click.IntRange(min=1), help="Ask for no more drafts after so many tokens.")
@click.option(
    "--max-seconds",
    type=click.FloatRange(min=0, min_open=True),
    help="Ask for no more drafts after so many seconds.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    help="How many seconds one request to a server may take.",
)
@click.option(
    "--no-fallback", is_flag=True, help="Do not step in with an offline reply when no draft passes."
)
@click.option(
    "--prompts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Templates of your own, each named as the one in prompts/ that it replaces.",
)
@click.option(
    "--receipt",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Append a record of every attempt, as JSON Lines.",
)
@contact_option
@brand_option
@guardrails_option
@click.option("--explain", is_flag=True, help="Print what the reply does and why, and stop.")
@click.option("--show-prompt", is_flag=True, help="Print the messages that a model would get, and stop.")
@click.option(
    "--format", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How to print it."
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, allow_dash=False),
    metavar="FILE",
    help="Write to a file in place of standard output, whole or not at all.",
)
@click.option("--quiet", "-q", is_flag=True, help="Say nothing on the way; errors are still said.")
def compose(**options: Any) -> int:  # noqa: ANN401 (one keyword an option)
    """Write a reply; HELP is what the user reads."""
    for path in (options["output"], options["receipt"]):
        if path is not None:
            check_writable(path)
    wanted = _Wanted(format=options["format"], output=options["output"])
    case = _case(options)
    templates = Templates(override=options["prompts"])
    planned = plan(case, principles=load_principles(override=options["prompts"]))
    if options["explain"]:
        wanted.write(_explained(case, planned, templates=templates, wanted=wanted))
        return CLEAN
    if options["show_prompt"]:
        wanted.write(_messages(case, planned, templates=templates, wanted=wanted))
        return CLEAN
    composition = _composed(case, templates=templates, options=options)
    wanted.write(FORMATS[wanted.format](composition))
    return CLEAN if composition.passed else FINDINGS


def _case(options: Mapping[str, Any]) -> Case:
    path = options["case_file"]
    document = overridden(empty_document() if path is None else read_document(path), options)
    case = completed(document, everything=path is None).case(today=clock_day())
    if not options["quiet"]:
        warn_about(case)
    return case


def _explained(case: Case, planned: Plan, *, templates: Templates, wanted: _Wanted) -> str:
    if wanted.format == "json":
        return json_text({"plan": plan_data(planned)})
    return explain_plan(planned, case, templates=templates).rstrip("\n") + "\n"


def _messages(case: Case, planned: Plan, *, templates: Templates, wanted: _Wanted) -> str:
    messages = build_messages(case, planned, templates=templates)
    if wanted.format == "json":
        return json_text({"messages": [asdict(message) for message in messages]})
    return "\n".join(f"## {message.role}\n\n{message.content.strip()}\n" for message in messages)


def _composed(case: Case, *, templates: Templates, options: Mapping[str, Any]) -> Composition:
    progress = Progress(quiet=options["quiet"])
    wish = Wish(
        drafter=options["drafter"],
        model=options["model"],
        base_url=options["base_url"],
        seed=options["seed"],
        timeout=options["timeout"],
        fallback=not options["no_fallback"],
    )
    guardrail = guardrail_from(options["guardrails"], contacts=options["contacts"], brands=options["brands"])
    choice = choose(wish, case, templates=templates, guardrail=guardrail)
    progress.drafting(choice.drafter.name, reason=choice.reason)
    composition = compose_reply(
        case,
        drafter=choice.drafter,
        fallback=choice.fallback,
        templates=templates,
        principles=load_principles(override=templates.override),
        check=lambda text, case: guardrail.check(text, case=case),
        budget=Budget(
            # The same phrasebook writes the same reply: asking again changes nothing.
            max_attempts=1 if choice.offline else options["max_attempts"],
            max_tokens=options["max_tokens"],
            max_seconds=options["max_seconds"],
        ),
        progress=progress.attempt,
    )
    progress.done(composition)
    if options["receipt"] is not None:
        record = receipt(
            composition,
            case,
            time=dt.datetime.now(dt.UTC),
            # Those of the phrasebook too, where it wrote: a wording of one's own has to be told from ours.
            templates={**prompt_digests(templates), **templates.used()},
            rules=packs_digest(guardrail.packs),
        )
        append_receipt(options["receipt"], record)
    return composition

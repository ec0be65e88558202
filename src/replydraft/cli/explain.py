"""`replydraft explain`: says why a rule is one, what to write instead, and how to switch it off."""

from difflib import get_close_matches
from pathlib import Path

import click

from replydraft.cli.guardrail_options import guardrails_option
from replydraft.cli.output import emit
from replydraft.guardrail.rules import load_packs
from replydraft.reporters.rules import rule_lines


@click.command()
@click.argument("rule", metavar="RULE")
@guardrails_option
def explain(*, rule: str, guardrails: Path | None) -> int:
    """Say why RULE is a rule, what to write instead, and what it flags and spares.

    RULE is an id such as deflection/non-apology; `replydraft rules` lists them.
    """
    packs = load_packs(override=guardrails)
    found = packs.rule(rule)
    if found is None:
        near = get_close_matches(rule, [known.id for known in packs.rules], n=1, cutoff=0.4)
        hint = f"; did you mean {near[0]}?" if near else "; `replydraft rules` lists them"
        raise click.UsageError(f"there is no rule {rule!r}{hint}")
    emit("\n".join(rule_lines(found)))
    return 0

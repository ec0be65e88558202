"""`replydraft rules`: lists the rules, or tests that their examples hold."""

import json
from pathlib import Path

import click

from replydraft.cli.guardrail_options import guardrails_option
from replydraft.cli.output import emit
from replydraft.guardrail.proof import prove
from replydraft.guardrail.rules import load_packs


@click.group(invoke_without_command=True)
@click.option("--category", metavar="NAME", help="Only the rules of one category, such as deflection.")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
@guardrails_option
@click.pass_context
def rules(
    ctx: click.Context, *, category: str | None, output_format: str, guardrails: Path | None
) -> int | None:
    """List the guardrail's rules: id, severity, reason."""
    if ctx.invoked_subcommand is not None:
        return None

    packs = load_packs(override=guardrails)
    chosen = [rule for rule in packs.rules if category in (None, rule.category)]
    if not chosen:
        known = ", ".join(sorted({rule.category for rule in packs.rules}))
        raise click.UsageError(f"there is no category {category!r}; there are {known}")
    if output_format == "json":
        rows = [rule.model_dump(mode="json", exclude={"forms"}) for rule in chosen]
        emit(json.dumps({"schema_version": 1, "rules": rows}, ensure_ascii=False, indent=2))
    else:
        width = max(len(rule.id) for rule in chosen) + 2
        emit("\n".join(f"{rule.id:{width}}{rule.severity:9}{rule.why}" for rule in chosen))
    click.echo(f"{len(chosen)} rules", err=True)
    return 0


@rules.command("test")
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="[DIR]"
)
def test_rules(*, folder: Path | None) -> int:
    """Try every example of every rule: each must be flagged, each twin spared.

    With DIR, the rules of that folder together with the built-in ones. Exit codes: 0 all hold; 1 an
    example does not hold; 2 a pack cannot be read, or a rule lacks examples.
    """
    proof = prove(load_packs(override=folder))
    for failure in (*proof.failures, *proof.unused):
        emit(str(failure))
    held = proof.examples - len(proof.failures)
    click.echo(
        f"{proof.rules} rules: {held} of {proof.examples} examples hold, "
        f"{len(proof.unused)} patterns without an example of their own",
        err=True,
    )
    return 1 if proof.failures else 0

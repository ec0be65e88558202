"""The options that check, evaluate, rules and explain share, as one guardrail."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from replydraft.guardrail.check import Guardrail
from replydraft.guardrail.loading import load_guardrail

guardrails_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--guardrails",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Your own rule packs: they add rules, add forms to built-in rules by id, or switch rules off.",
)
contact_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--contact",
    "contacts",
    multiple=True,
    metavar="NAME",
    help="A colleague whom replies may name, such as a published contact. May be given several times.",
)
brand_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--brand",
    "brands",
    multiple=True,
    metavar="NAME",
    help="A product or company name that looks like a person's. May be given several times.",
)


def guardrail_from(
    guardrails: Path | None, *, contacts: tuple[str, ...] = (), brands: tuple[str, ...] = ()
) -> Guardrail:
    """Return the guardrail that the options ask for."""
    return load_guardrail(override=guardrails, contacts=contacts, brands=brands)

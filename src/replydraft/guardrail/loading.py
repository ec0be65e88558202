"""A guardrail from packs, where a user's own rules have to hold before they judge."""

from pathlib import Path

from replydraft.errors import PackError, Problem
from replydraft.guardrail.check import Guardrail
from replydraft.guardrail.rules import load_packs


def load_guardrail(
    *, override: Path | None = None, contacts: tuple[str, ...] = (), brands: tuple[str, ...] = ()
) -> Guardrail:
    """Return the built-in guardrail, extended by the packs in `override`.

    Raises PackError if a pack is malformed, or if an example of a rule in `override` does not hold.
    """
    packs = load_packs(override=override)
    if packs.own:
        # Imported here: without packs of their own, users need not wait for what proves them.
        from replydraft.guardrail.proof import prove  # noqa: PLC0415 (see above)

        failures = prove(packs, only=packs.own).failures
        if failures:
            problems = [Problem(message=str(failure), source=str(override)) for failure in failures]
            raise PackError("rules whose examples do not hold are not used:", problems=problems)
    return Guardrail(packs, contacts=contacts, brands=brands)

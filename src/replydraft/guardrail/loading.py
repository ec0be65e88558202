"""A guardrail from packs, where a user's own rules have to hold before they judge."""

from pathlib import Path
from typing import TypedDict

from replydraft.errors import PackError, Problem
from replydraft.guardrail.check import Guardrail
from replydraft.guardrail.rules import load_packs


def load_guardrail(
    *, override: Path | None = None, contacts: tuple[str, ...] = (), brands: tuple[str, ...] = ()
) -> Guardrail:
    """Return the built-in guardrail, extended by the packs in `override`.

    Raises PackError if a pack is malformed, a pattern is not RE2's, or an example of a rule in `override`
    does not hold.
    """
    packs = load_packs(override=override)
    if override is not None and packs.own:
        # Imported here: without packs of their own, users need not wait for what proves them.
        from replydraft.guardrail.proof import prove, unusable  # noqa: PLC0415 (see above)

        problems = [
            Problem(message=reason, field=rule, **_place(override, pattern))
            for rule, pattern, reason in unusable(packs, only=packs.own)
        ]
        if problems:
            raise PackError("patterns that RE2 does not take:", problems=problems)
        problems = [
            Problem(message=str(failure), **_place(override, failure.example))
            for failure in prove(packs, only=packs.own).failures
        ]
        if problems:
            raise PackError("rules whose examples do not hold are not used:", problems=problems)
    return Guardrail(packs, contacts=contacts, brands=brands)


class _Place(TypedDict):
    source: str
    line: int | None


def _place(override: Path, text: str) -> _Place:
    """Return the file and the line in a user's folder on which `text` stands."""
    for path in sorted(override.glob("*.yaml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if text in line or text.replace("'", "''") in line:
                return {"source": str(path), "line": number}
    return {"source": str(override), "line": None}

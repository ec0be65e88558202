"""The plan as text, for `--explain`: every part with its reason and its sources."""

from decimal import Decimal

from replydraft.case import Case, Remedy
from replydraft.plan import Part, Plan, fair_value, remedies_for
from replydraft.principles import Prohibition, load_principles
from replydraft.templates import Templates

EXPLAIN = "explain.j2"


def explain_plan(plan: Plan, case: Case, *, templates: Templates | None = None) -> str:
    """Return what the plan does and why, in lines for a person who is about to send the reply.

    A remedy with `value_when_restored` and `cost_to_restore` is shown with the sum that its fair value is.
    Raises PromptError if the template is wrong.
    """
    templates = templates or Templates()
    rows: tuple[Part | Prohibition, ...] = (*plan.parts, *plan.never)
    used = {source for row in rows for source in row.sources}
    principles = load_principles(override=templates.override)
    return templates.render(
        EXPLAIN,
        plan=plan,
        width=max((len(part.id) for part in plan.parts), default=0),
        remedies={
            part.id: [remedy.description for remedy in remedies_for(part.id, case)] for part in plan.parts
        },
        values=[
            _value(remedy, value) for remedy in case.remedies if (value := fair_value(remedy)) is not None
        ],
        sources=[source for source in principles.sources if source.id in used],
    )


def _value(remedy: Remedy, value: Decimal) -> dict[str, str]:
    return {
        "description": remedy.description,
        "worth": _sum(remedy.value_when_restored, remedy),
        "cost": _sum(remedy.cost_to_restore, remedy),
        "value": _sum(value, remedy),
        "amount": _sum(remedy.amount, remedy),
        "short": _sum(value - remedy.amount, remedy) if remedy.amount and remedy.amount < value else "",
    }


def _sum(amount: Decimal | None, remedy: Remedy) -> str:
    return "" if amount is None else f"{amount:,f} {remedy.currency}"

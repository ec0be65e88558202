"""Drafts apology-and-remedy replies to customers, and rejects those that make things worse."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from replydraft.case import Case, Fact, FollowUp, Remedy, Sender
    from replydraft.draft import Draft
    from replydraft.drafters.model import ModelDrafter
    from replydraft.drafters.offline import OfflineDrafter
    from replydraft.errors import ReplydraftError
    from replydraft.guardrail.check import Guardrail, check
    from replydraft.guardrail.guarded import Guarded
    from replydraft.guardrail.report import Finding, Report
    from replydraft.guardrail.rules import load_packs
    from replydraft.loop import acompose, compose
    from replydraft.templates import Templates

__all__ = [
    "Case",
    "Draft",
    "Fact",
    "Finding",
    "FollowUp",
    "Guarded",
    "Guardrail",
    "ModelDrafter",
    "OfflineDrafter",
    "Remedy",
    "ReplydraftError",
    "Report",
    "Sender",
    "Templates",
    "acompose",
    "check",
    "compose",
    "load_packs",
]

_HOMES = {
    "Case": "replydraft.case",
    "Draft": "replydraft.draft",
    "Fact": "replydraft.case",
    "Finding": "replydraft.guardrail.report",
    "FollowUp": "replydraft.case",
    "Guarded": "replydraft.guardrail.guarded",
    "Guardrail": "replydraft.guardrail.check",
    "ModelDrafter": "replydraft.drafters.model",
    "OfflineDrafter": "replydraft.drafters.offline",
    "Remedy": "replydraft.case",
    "ReplydraftError": "replydraft.errors",
    "Report": "replydraft.guardrail.report",
    "Sender": "replydraft.case",
    "Templates": "replydraft.templates",
    "acompose": "replydraft.loop",
    "check": "replydraft.guardrail.check",
    "compose": "replydraft.loop",
    "load_packs": "replydraft.guardrail.rules",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    """Import a public name when it is first used, so that importing the package stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

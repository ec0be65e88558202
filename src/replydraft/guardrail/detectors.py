"""Detectors: what no expression can say, each a pure function from a passage to spans."""

from collections.abc import Mapping

from replydraft.guardrail.culprits import find_role_blamed
from replydraft.guardrail.known import Detector, Known, Profile
from replydraft.guardrail.leftovers import find_empty, find_hidden_characters, find_placeholders
from replydraft.guardrail.names import find_named, find_named_fault

__all__ = ["Detector", "Known", "Profile", "detector", "detectors"]


def detectors() -> Mapping[str, Detector]:
    """Return every detector that needs the text alone, by the name that packs use."""
    return {
        "empty": find_empty,
        "placeholders": find_placeholders,
        "hidden-characters": find_hidden_characters,
        "colleague-named": find_named,
        "colleague-role-blamed": find_role_blamed,
        "colleague-named-fault": find_named_fault,
    }


def detector(name: str, *, table: Mapping[str, Detector]) -> Detector:
    """Return a detector from `table`, or else one of those that need a case. Raises KeyError for neither."""
    if name in table:
        return table[name]
    # Imported here: a run without a case, such as one over canned replies, need not wait for it.
    from replydraft.guardrail.case_detectors import case_detectors  # noqa: PLC0415 (see above)

    return case_detectors()[name]

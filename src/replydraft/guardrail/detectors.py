"""Detectors: what no expression can say, each a pure function from a passage to spans."""

from collections.abc import Mapping

from replydraft.guardrail.known import Detector, Known, Profile
from replydraft.guardrail.leftovers import find_empty, find_placeholders
from replydraft.guardrail.names import find_named, find_named_fault

__all__ = ["Detector", "Known", "Profile", "detectors"]


def detectors() -> Mapping[str, Detector]:
    """Return every detector by the name that packs use."""
    return {
        "empty": find_empty,
        "placeholders": find_placeholders,
        "colleague-named": find_named,
        "colleague-named-fault": find_named_fault,
    }

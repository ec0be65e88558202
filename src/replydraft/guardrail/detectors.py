"""Detectors: what no expression can say, each a pure function from a passage to spans."""

from collections.abc import Mapping

from replydraft.guardrail.confidentiality import (
    find_confidential,
    find_discipline,
    find_echoed_names,
    find_internal_talk,
)
from replydraft.guardrail.coverage import coverage_detectors
from replydraft.guardrail.culprits import find_role_blamed
from replydraft.guardrail.grounding import grounding_detectors
from replydraft.guardrail.known import Detector, Known, Profile
from replydraft.guardrail.leftovers import find_empty, find_hidden_characters, find_placeholders
from replydraft.guardrail.names import find_named, find_named_fault
from replydraft.guardrail.promises import promise_detectors
from replydraft.guardrail.public_answers import find_public_references

__all__ = ["Detector", "Known", "Profile", "detectors"]


def detectors() -> Mapping[str, Detector]:
    """Return every detector by the name that packs use."""
    return {
        "empty": find_empty,
        "placeholders": find_placeholders,
        "hidden-characters": find_hidden_characters,
        "confidential": find_confidential,
        "discipline": find_discipline,
        "internal-talk": find_internal_talk,
        "colleague-echoed": find_echoed_names,
        "public-references": find_public_references,
        **coverage_detectors(),
        "colleague-named": find_named,
        "colleague-role-blamed": find_role_blamed,
        "colleague-named-fault": find_named_fault,
        **grounding_detectors(),
        **promise_detectors(),
    }

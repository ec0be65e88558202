"""Detectors that hold a reply to its case; imported when the first case comes."""

from collections.abc import Mapping
from functools import lru_cache

from replydraft.guardrail.confidentiality import (
    find_confidential,
    find_discipline,
    find_echoed_names,
    find_internal_talk,
)
from replydraft.guardrail.coverage import coverage_detectors
from replydraft.guardrail.grounding import grounding_detectors
from replydraft.guardrail.known import Detector
from replydraft.guardrail.promises import promise_detectors
from replydraft.guardrail.public_answers import find_public_references


@lru_cache(maxsize=1)
def case_detectors() -> Mapping[str, Detector]:
    """Return every detector that needs a case, by the name that packs use."""
    return {
        "confidential": find_confidential,
        "discipline": find_discipline,
        "internal-talk": find_internal_talk,
        "colleague-echoed": find_echoed_names,
        "public-references": find_public_references,
        **coverage_detectors(),
        **grounding_detectors(),
        **promise_detectors(),
    }

"""Detectors of what should not have been left in a reply, or of a reply that says nothing."""

from collections.abc import Iterator

from replydraft.guardrail.known import Known
from replydraft.guardrail.quotations import BLOT
from replydraft.guardrail.text import Passage


def find_empty(passage: Passage, _known: Known) -> Iterator[tuple[int, int]]:
    """Yield the whole text if nothing in it can be judged: no letter outside placeholders and links."""
    if not passage.has_words:
        yield 0, len(passage.text)


def find_placeholders(passage: Passage, _known: Known) -> Iterator[tuple[int, int]]:
    """Yield, as spans of the source, every placeholder that is not in the customer's own words."""
    for start, end in passage.placeholder_spans():
        if passage.source[start] != BLOT:
            yield start, end

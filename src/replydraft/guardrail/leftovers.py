"""Detectors of what should not have been left in a reply, or of a reply that says nothing."""

from collections.abc import Iterator

from replydraft.guardrail.known import Known
from replydraft.guardrail.markup import PLACEHOLDER
from replydraft.guardrail.text import Passage


def find_empty(passage: Passage, _known: Known) -> Iterator[tuple[int, int]]:
    """Yield the whole text if nothing in it can be judged: no letter outside placeholders and links."""
    if not passage.has_words:
        yield 0, len(passage.text)


def find_placeholders(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    """Yield every placeholder that is still to be filled; a snippet may have them."""
    if "whole-reply" not in known.situations:
        return
    position = passage.text.find(PLACEHOLDER)
    while position >= 0:
        yield position, position + 1
        position = passage.text.find(PLACEHOLDER, position + 1)

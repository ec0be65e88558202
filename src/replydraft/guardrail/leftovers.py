"""Detectors of what should not have been left in a reply, or of a reply that says nothing."""

import re
from collections.abc import Iterator

from replydraft.guardrail.characters import INVISIBLE
from replydraft.guardrail.known import Known
from replydraft.guardrail.quotations import BLOT
from replydraft.guardrail.text import Passage

# What turns the direction of text; tag characters, which spell words that no screen shows (the flags of
# England, Scotland and Wales are the only good use of them); and runs of what takes no room.
_HIDING = re.compile(
    "[\u202a-\u202e\u2066-\u2069]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+|[\U000e0020-\U000e007f]{8,}"
    "|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}|[\u200b-\u200d\u2060-\u2064\ufeff]{6,}"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")  # Holds every character that _HIDING looks for.


def find_empty(passage: Passage, _known: Known) -> Iterator[tuple[int, int]]:
    """Yield the whole text if nothing in it can be judged: no letter outside placeholders and links."""
    if not passage.has_words:
        yield 0, len(passage.text)


def find_placeholders(passage: Passage, _known: Known) -> Iterator[tuple[int, int]]:
    """Yield, as spans of the source, every placeholder that is not in the customer's own words."""
    for start, end in passage.placeholder_spans():
        if passage.source[start] != BLOT:
            yield start, end


def find_hidden_characters(passage: Passage, _known: Known) -> Iterator[tuple[int, int]]:
    """Yield, as spans of the source, the places where characters hide or turn what the text says."""
    if not _INVISIBLE.search(passage.original):
        return
    for match in _HIDING.finditer(passage.original):
        # The source has none of them, so their place is between two of its characters.
        place = len(_INVISIBLE.sub("", passage.original[: match.start()]))
        yield max(place - 1, 0), min(place + 1, len(passage.source))

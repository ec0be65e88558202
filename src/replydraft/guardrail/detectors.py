"""Detectors: what no expression can say, each a pure function from a passage to spans."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from replydraft.guardrail.text import Passage

Profile = Literal["reply", "snippet"]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the caller knows about the reply."""

    customer: tuple[str, ...] = ()
    """Names of the customer; they may appear."""
    sender: tuple[str, ...] = ()
    """Names of whoever signs; they may appear."""
    contacts: tuple[str, ...] = ()
    """Colleagues who may be named, such as a published contact."""
    protected: tuple[str, ...] = ()
    """Colleagues who must not be named."""
    brands: tuple[str, ...] = ()
    """Product and company names that look like people."""
    profile: Profile = "reply"
    """reply: a whole message, ready to go; snippet: a part, with placeholders to fill."""


Detector = Callable[[Passage, Known], Iterable[tuple[int, int]]]
"""Yields spans of `passage.text`."""


def detectors() -> Mapping[str, Detector]:
    """Return every detector by the name that packs use."""
    return {"empty": _empty, "placeholders": _placeholders}


def _empty(passage: Passage, known: Known) -> Iterable[tuple[int, int]]:
    if not passage.has_words:
        yield 0, len(passage.text)


def _placeholders(passage: Passage, known: Known) -> Iterable[tuple[int, int]]:
    from replydraft.guardrail.markup import PLACEHOLDER

    if known.profile == "snippet":
        return
    position = passage.text.find(PLACEHOLDER)
    while position >= 0:
        yield position, position + 1
        position = passage.text.find(PLACEHOLDER, position + 1)

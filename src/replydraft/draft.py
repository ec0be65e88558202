"""The draft: the parts of one reply, before greeting, signature and layout."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DraftPart:
    """What one principle of the plan became."""

    principle: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The parts in the plan's order, with what they cost."""

    parts: tuple[DraftPart, ...]
    tokens: int = 0
    """Tokens that the model read and wrote for this draft; 0 without a model."""

    def __iter__(self) -> Iterator[DraftPart]:
        return iter(self.parts)

    def text(self, principle: str) -> str:
        """Return the text for a principle's id, empty if the draft has none."""
        return next((part.text for part in self.parts if part.principle == principle), "")


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A draft laid out for its channel: what the customer would read."""

    subject: str
    """Empty where the channel has no subject line."""
    body: str

"""Drafters: what turns a prompt into the parts of a reply."""

from collections.abc import Sequence
from typing import Protocol

from replydraft.draft import Draft
from replydraft.plan import Plan
from replydraft.prompt import Message


class Drafter(Protocol):
    """Anything that writes the parts that a plan asks for."""

    @property
    def name(self) -> str:
        """What receipts and results call it: "offline", or "model:gpt-…"."""

    def draft(self, messages: Sequence[Message], plan: Plan) -> Draft:
        """Return one part for each part of the plan, in its order. Raises DraftError."""


class AsyncDrafter(Protocol):
    """A drafter that waits without holding the thread."""

    @property
    def name(self) -> str:
        """What receipts and results call it."""

    async def adraft(self, messages: Sequence[Message], plan: Plan) -> Draft:
        """Return one part for each part of the plan, in its order. Raises DraftError."""

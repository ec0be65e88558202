"""How long a reply may be on its channel, and which parts a short channel may do without."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import yaml

from replydraft.resources import read


@dataclass(frozen=True, kw_only=True)
class Limit:
    """What one channel has room for."""

    characters: int
    """The longest reply, greeting and signature included."""
    dispensable: frozenset[str]
    """Parts of a plan that need not be there; none where there is room for all."""


@lru_cache(maxsize=1)
def channel_limits() -> Mapping[str, Limit]:
    """Return the limit of every channel, as prompts/channels/channels.yaml has it."""
    # The layout itself is out of reach: it needs the templates, and the guardrail needs none.
    data = yaml.load(read("prompts", "channels/channels.yaml"), yaml.CSafeLoader)
    dispensable = frozenset(data["leave_out"])
    return {
        name: Limit(
            characters=channel["max_characters"],
            dispensable=dispensable if channel["max_sentences"] else frozenset(),
        )
        for name, channel in data["channels"].items()
    }

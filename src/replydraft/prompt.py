"""The prompt: what a drafter is told, rendered from the templates in prompts/model/."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message to a model."""

    role: Literal["system", "user", "assistant"]
    content: str

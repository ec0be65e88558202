"""How a server wants to be asked: what it accepts of the OpenAI interface, learnt from its answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from replydraft.drafters.answer import parts_schema, shape_request
from replydraft.plan import Plan
from replydraft.prompt import Message

Step = Literal["json_schema strict", "json_schema", "json_object", "prompted"]
STEPS: tuple[Step, ...] = ("json_schema strict", "json_schema", "json_object", "prompted")
"""The ladder, from the server that holds the model to the schema to the one that can only be asked."""

LengthName = Literal["max_tokens", "max_completion_tokens"]

_ABOUT_LENGTH = re.compile(r"max_(completion_)?tokens")
_ABOUT_TEMPERATURE = re.compile(r"temperature")
_ABOUT_FORMAT = re.compile(
    r"response.?format|json.?(schema|object|mode)|schema|\bstrict\b|structured.?output|grammar|guided"
    r"|additionalproperties"
    # What routers say when no server behind them takes a parameter that they do not name.
    r"|requested parameters"
    r"|(un(known|supported|recogni[sz]ed|expected)|extra).{0,20}(parameter|field|argument|input|property|key)"
)


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """What one server and model accept."""

    step: Step = STEPS[0]
    length: LengthName | None = "max_tokens"
    """What the token limit is called; None where it cannot be given."""
    temperature: bool = True
    proven: bool = False
    """Whether an answer came back in the asked-for shape; then a bad answer is the model's slip."""

    def lower(self) -> "Dialect | None":
        """Return the dialect one step down the ladder, or None at its foot."""
        below = STEPS[STEPS.index(self.step) + 1 :]
        return replace(self, step=below[0], proven=False) if below else None

    def after(self, complaint: str) -> "Dialect | None":
        """Return what to try after a server's complaint, or None if it is about something else.

        A dialect only ever loses something, so trying ends after a few requests.
        """
        text = complaint.lower()
        if self.length and _ABOUT_LENGTH.search(text):
            return replace(self, length="max_completion_tokens" if self.length == "max_tokens" else None)
        if self.temperature and _ABOUT_TEMPERATURE.search(text):
            return replace(self, temperature=False)
        return self.lower() if _ABOUT_FORMAT.search(text) else None

    def request(
        self,
        messages: Sequence[Message],
        plan: Plan,
        *,
        model: str,
        max_tokens: int,
        temperature: float | None,
    ) -> dict[str, Any]:
        """Return the arguments of a chat completion that asks for the plan's parts."""
        asked = [{"role": message.role, "content": message.content} for message in messages]
        # The same words at every step below the schema: json_object demands that the prompt says "JSON".
        if self.step in ("json_object", "prompted"):
            asked[-1]["content"] += f"\n\n{shape_request(plan)}"
        request: dict[str, Any] = {"model": model, "messages": asked}
        if self.step != "prompted":
            request["response_format"] = self._format(plan)
        if self.length:
            request[self.length] = max_tokens
        if self.temperature and temperature is not None:
            request["temperature"] = temperature
        return request

    def _format(self, plan: Plan) -> dict[str, Any]:
        if self.step == "json_object":
            return {"type": "json_object"}
        schema: dict[str, Any] = {"name": "reply_parts", "schema": parts_schema(plan)}
        if self.step == "json_schema strict":
            schema["strict"] = True
        return {"type": "json_schema", "json_schema": schema}


@dataclass(kw_only=True)
class Dialects:
    """Remembers the dialect of each server and model, for as long as the caller keeps it."""

    known: dict[tuple[str, str], Dialect] = field(default_factory=dict)
    """By base URL and model."""

    def of(self, base_url: str, model: str) -> Dialect:
        """Return what is known, or the most that a server can do."""
        return self.known.get((base_url, model), Dialect())

    def keep(self, base_url: str, model: str, dialect: Dialect) -> None:
        """Remember a dialect for the next request."""
        self.known[base_url, model] = dialect

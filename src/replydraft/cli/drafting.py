"""Decides which drafter writes, and says why."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

import click

from replydraft.case import Case
from replydraft.drafters import Drafter
from replydraft.drafters.offline import OfflineDrafter
from replydraft.guardrail.check import Guardrail
from replydraft.templates import Templates

OPENAI_MODEL = "gpt-4.1-mini"
"""The model that is asked at OpenAI when none is named."""

KEY = "OPENAI_API_KEY"
BASE_URL = "OPENAI_BASE_URL"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Who drafts, who steps in, and why."""

    drafter: Drafter
    fallback: Drafter | None
    reason: str

    @property
    def offline(self) -> bool:
        """Whether no model is asked."""
        return isinstance(self.drafter, OfflineDrafter)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the command line and the environment say about drafting."""

    drafter: str
    """auto, model or offline."""
    model: str | None
    base_url: str | None
    seed: int
    timeout: float
    """Seconds for one request."""
    fallback: bool


def choose(wish: Wish, case: Case, *, templates: Templates, guardrail: Guardrail) -> Choice:
    """Return the drafter for a case. Raises click.UsageError if a model is wanted and none is named."""

    def may_say(text: str) -> bool:
        # A fact can be worded so that no reply should repeat it; the offline drafter leaves it unsaid.
        return guardrail.allows(text, case=case)

    offline = OfflineDrafter(case, templates=templates, seed=wish.seed, may_say=may_say)
    if wish.drafter == "offline":
        return Choice(drafter=offline, fallback=None, reason="asked for")
    key = os.environ.get(KEY, "").strip()
    if wish.drafter == "auto" and not (wish.base_url or key):
        reason = f"neither {KEY}, {BASE_URL} nor --base-url is set"
        return Choice(drafter=offline, fallback=None, reason=reason)
    if not (wish.base_url or key):
        raise click.UsageError(f"--drafter model needs a server: set {KEY}, or give --base-url")
    model = wish.model or (None if wish.base_url else OPENAI_MODEL)
    if model is None:
        # A base URL may hold a password: only the host is said.
        host = urlsplit(wish.base_url or "").hostname or "of --base-url"
        raise click.UsageError(f"--model is needed with the server {host}: name one that it has")
    reason = "asked for" if wish.drafter == "model" else f"{'a base URL' if wish.base_url else KEY} is set"
    drafter = _model(model, wish, key=key)
    return Choice(drafter=drafter, fallback=offline if wish.fallback else None, reason=reason)


def _model(model: str, wish: Wish, *, key: str) -> Drafter:
    # Imported here: openai takes half a second to import, and an offline reply must not wait for it.
    from replydraft.drafters.model import OPENAI_URL, ModelDrafter, model_client  # noqa: PLC0415 (see above)

    client = model_client(base_url=wish.base_url or OPENAI_URL, api_key=key or None, timeout=wish.timeout)
    return ModelDrafter(client, model=model)

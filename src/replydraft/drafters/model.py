"""The model drafter: any server that speaks OpenAI's chat completions writes the parts."""

import asyncio
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import Any

import openai
from openai.types.chat import ChatCompletion

from replydraft.draft import Draft
from replydraft.drafters.answer import draft_of, read_parts
from replydraft.drafters.dialect import Dialect, Dialects
from replydraft.drafters.failures import Server, complaint
from replydraft.errors import (
    DraftError,
    EmptyAnswerError,
    RefusalError,
    ServerError,
    TruncationError,
    UnparsableAnswerError,
)
from replydraft.plan import Plan
from replydraft.prompt import Message

OPENAI_URL = "https://api.openai.com/v1"
# The client insists on a key; local servers take any.
_NO_KEY = "no-key"
# The statuses with which servers turn down a parameter: most say 400 or 422, routers 404, Ollama 500.
_TURNED_DOWN = (400, 404, 422, 500, 501)


def model_client(
    *, base_url: str = OPENAI_URL, api_key: str | None = None, timeout: float = 60.0, max_retries: int = 2
) -> openai.OpenAI:
    """Return a client for a server.

    `timeout` is in seconds, for one request. `max_retries` counts further requests after a failed
    connection, a rate limit or a server's failure. Raises ServerError for a base URL or a key that cannot
    be used; no connection is made.
    """
    try:
        return openai.OpenAI(
            base_url=_checked(base_url), api_key=_usable(api_key), timeout=timeout, max_retries=max_retries
        )
    except openai.OpenAIError as error:
        raise ServerError(str(error)) from None


def async_model_client(
    *, base_url: str = OPENAI_URL, api_key: str | None = None, timeout: float = 60.0, max_retries: int = 2
) -> openai.AsyncOpenAI:
    """Return a client for `adraft`; see `model_client`."""
    try:
        return openai.AsyncOpenAI(
            base_url=_checked(base_url), api_key=_usable(api_key), timeout=timeout, max_retries=max_retries
        )
    except openai.OpenAIError as error:
        raise ServerError(str(error)) from None


class ModelDrafter:
    """Has a model write the parts, held to the plan's schema as closely as the server can.

    It starts with a strict JSON Schema and goes down the ladder (see `dialect.STEPS`) when the server turns
    the request down or answers in another shape, and remembers what worked in `dialects`.
    """

    def __init__(
        self,
        client: openai.OpenAI | openai.AsyncOpenAI,
        *,
        model: str,
        max_tokens: int = 2_000,
        temperature: float | None = 0.4,
        dialects: Dialects | None = None,
    ) -> None:
        """Use a client, which keeps its own timeout and retries.

        `max_tokens` bounds one answer, a model's reasoning included. `temperature` None leaves it to the
        server. Drafters that share `dialects` learn from each other what a server accepts.
        """
        self._client = client
        self._model = model
        self._max_tokens = max_tokens
        self._temperature = temperature
        self._dialects = Dialects() if dialects is None else dialects
        self._server = _server(client, model)

    def __repr__(self) -> str:
        return f"ModelDrafter(model={self._model!r}, server={self._server.host!r})"

    @property
    def name(self) -> str:
        """What receipts and results call it: "model:" and the model's name."""
        return f"model:{self._model}"

    def draft(self, messages: Sequence[Message], plan: Plan) -> Draft:
        """Return the model's draft.

        Raises ServerError, RefusalError, TruncationError, EmptyAnswerError or UnparsableAnswerError, each
        with the tokens that were used; TypeError if the client is an async one.
        """
        client = self._client
        if not isinstance(client, openai.OpenAI):
            message = "this drafter has an AsyncOpenAI client; use adraft, or give it an openai.OpenAI"
            raise TypeError(message)
        exchange = self._exchange(messages, plan)
        answer: object = None
        while True:
            try:
                request = exchange.send(answer)
            except StopIteration as done:
                return _result(done)
            try:
                answer = client.chat.completions.create(**request)
            except (openai.OpenAIError, ValueError) as error:
                answer = error

    async def adraft(self, messages: Sequence[Message], plan: Plan) -> Draft:
        """Return the model's draft without holding the thread; raises as `draft` does."""
        client = self._client
        if not isinstance(client, openai.AsyncOpenAI):
            return await asyncio.to_thread(self.draft, messages, plan)
        exchange = self._exchange(messages, plan)
        answer: object = None
        while True:
            try:
                request = exchange.send(answer)
            except StopIteration as done:
                return _result(done)
            try:
                answer = await client.chat.completions.create(**request)
            except (openai.OpenAIError, ValueError) as error:
                answer = error

    def _exchange(self, messages: Sequence[Message], plan: Plan) -> Generator[dict[str, Any], object, Draft]:
        """Yield requests, be sent what came of each (an error too), and return the draft."""
        place = (str(self._client.base_url), self._model)
        dialect = self._dialects.of(*place)
        tokens = 0
        while True:
            answer = yield dialect.request(
                messages,
                plan,
                model=self._model,
                max_tokens=self._max_tokens,
                temperature=self._temperature,
            )
            if not isinstance(answer, ChatCompletion) or not _choice(answer):
                dialect = self._reduced(dialect, answer, tokens=tokens)
                self._dialects.keep(*place, dialect)
                continue
            tokens += _tokens(answer)
            text = self._text(answer, tokens=tokens)
            try:
                parts = read_parts(text, plan, tokens=tokens)
            except (EmptyAnswerError, UnparsableAnswerError):
                # Once a server has answered in this shape, another shape is the model's slip.
                lower = None if dialect.proven else dialect.lower()
                if lower is None:
                    raise
                dialect = lower
                continue
            self._dialects.keep(*place, replace(dialect, proven=True))
            return draft_of(parts, plan, tokens=tokens)

    def _reduced(self, dialect: Dialect, answer: object, *, tokens: int) -> Dialect:
        """Return what to try after an answer that is no completion, or raise what it amounts to."""
        status, body = _error_body(answer)
        if status in _TURNED_DOWN and (reduced := dialect.after(complaint(body))):
            return reduced
        failure = self._failure(answer, status=status, body=body)
        failure.tokens = tokens
        raise failure

    def _failure(self, answer: object, *, status: int | None, body: object) -> DraftError:
        if isinstance(answer, openai.APITimeoutError):
            return self._server.too_slow()
        if isinstance(answer, openai.APIConnectionError):
            return self._server.unreachable(str(answer.__cause__ or ""))
        if isinstance(answer, UnicodeEncodeError):
            return self._server.unsendable()
        if isinstance(answer, openai.APIStatusError) and status is not None:
            return self._server.status(status, body)
        return self._server.garbled(body)

    def _text(self, completion: ChatCompletion, *, tokens: int) -> str:
        """Return what the model wrote; raises if it declined or was cut off."""
        choice = _choice(completion)
        message = getattr(choice, "message", None)
        refusal = getattr(message, "refusal", None)
        if refusal:
            said = self._server.redacted(" ".join(str(refusal).split()))[:200]
            raise RefusalError(f"the model declined to write: {said!r}", tokens=tokens)
        finish = getattr(choice, "finish_reason", None)
        if finish == "content_filter":
            stopped = f"the content filter at {self._server.host} stopped the answer; reword the case"
            raise RefusalError(stopped, tokens=tokens)
        if finish == "length":
            cut = f"the answer was cut off at the limit of {self._max_tokens} tokens; raise the limit"
            raise TruncationError(cut, tokens=tokens)
        content = getattr(message, "content", None)
        return content if isinstance(content, str) else ""


def _result(done: StopIteration) -> Draft:
    draft: Draft = done.value
    return draft


def _error_body(answer: object) -> tuple[int | None, object]:
    """Return the status and what was said; routers also send their errors with a status of 200."""
    if isinstance(answer, openai.APIStatusError):
        return answer.status_code, answer.body
    if isinstance(answer, ChatCompletion):
        return 400, (answer.model_extra or {}).get("error")
    return None, answer if isinstance(answer, str) else None


def _choice(completion: ChatCompletion) -> object:
    """Return the first choice, if any: servers leave out what the types promise, and no client checks it."""
    choices: object = completion.choices
    return choices[0] if isinstance(choices, list) and choices else None


def _tokens(completion: ChatCompletion) -> int:
    def count(name: str) -> int:
        number = getattr(completion.usage, name, None)
        return number if isinstance(number, int) else 0

    # Some servers leave out the sum, some the whole.
    return count("total_tokens") or count("prompt_tokens") + count("completion_tokens")


def _server(client: openai.OpenAI | openai.AsyncOpenAI, model: str) -> Server:
    url = client.base_url
    host = f"{url.host}:{url.port}" if url.port else url.host
    key = client.api_key
    secrets = {key, key.strip(), url.password or ""} - {"", _NO_KEY}
    return Server(host=host, model=model, secrets=tuple(secrets))


def _checked(base_url: str) -> str:
    url = base_url.strip()
    if not url.startswith(("http://", "https://")):
        message = f"{url!r} is no base URL; write one such as {OPENAI_URL} or http://localhost:11434/v1"
        raise ServerError(message)
    return url


def _usable(api_key: str | None) -> str:
    key = (api_key or "").strip() or _NO_KEY
    if not (key.isascii() and key.isprintable()):
        message = "the API key holds characters that cannot be sent; copy the key again"
        raise ServerError(message)
    return key

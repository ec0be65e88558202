"""What a model's server did wrong, as errors for the user: which server, what it said, what to do."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from replydraft.errors import DraftError, RefusalError, ServerError

_MOST_SAID = 300
_SECRET = re.compile(r"Bearer\s+[^\s'\"]+|\b(?:sk|pk)-[\w*.\-]{4,}", re.IGNORECASE)
_TELLING = (
    "message",
    "msg",
    "detail",
    "error",
    "code",
    "param",
    "loc",
    "type",
    "title",
    "reason",
    "metadata",
    "raw",
)

_ADVICE = {
    401: "it refuses the API key; check the key and that it belongs to this server",
    402: "it asks for payment; check the account",
    403: "it refuses access; check what the API key may do",
    404: "it does not know the address or the model {model!r}; check both (most base URLs end in /v1)",
    408: "it gave up waiting; try again",
    413: "the prompt is too long for it; shorten the case or use a model with a larger context",
    429: "it is over its rate limit or quota; wait, or check the account",
}


@dataclass(frozen=True, kw_only=True)
class Server:
    """The server and model that were asked, for error texts; shows neither key nor path."""

    host: str
    """With the port, without scheme, user and path."""
    model: str
    secrets: tuple[str, ...] = ()
    """Texts that no error may hold."""

    def __repr__(self) -> str:
        return f"Server(host={self.host!r}, model={self.model!r})"

    def unreachable(self, reason: str) -> ServerError:
        """Return the error for a server that no connection can be made to."""
        return ServerError(
            f"cannot reach the model server at {self.host}{self._said(reason)}; "
            "check that it runs and that the base URL is right"
        )

    def too_slow(self) -> ServerError:
        """Return the error for an answer that did not come in time."""
        return ServerError(
            f"the model server at {self.host} did not answer in time; "
            "raise the timeout, lower the token limit, or use a smaller model"
        )

    def status(self, status: int, body: object) -> DraftError:
        """Return the error for an answer with an error status."""
        said = complaint(body)
        # Azure's filter refuses with a status, not with a finish reason.
        if status == 400 and re.search(r"content.?(filter|management.?policy)", said, re.IGNORECASE):
            return RefusalError(f"the content filter at {self.host} refused the prompt{self._said(said)}")
        # What is said about a key may repeat the key.
        told = "" if status == 401 else self._said(said)
        advice = _ADVICE.get(status) or (
            "it failed; try again later" if status >= 500 else "it does not accept the request"
        )
        message = (
            f"the model server at {self.host} answered with {status}: {advice.format(model=self.model)}{told}"
        )
        return ServerError(message, status=status)

    def garbled(self, body: object) -> ServerError:
        """Return the error for an answer that is no chat completion."""
        return ServerError(
            f"{self.host} answered, but not with a chat completion{self._said(complaint(body))}; "
            "check the base URL (most end in /v1)"
        )

    def unsendable(self) -> ServerError:
        """Return the error for an API key that no HTTP header can carry."""
        return ServerError(
            f"the API key for {self.host} holds characters that cannot be sent; copy the key again"
        )

    def _said(self, text: str) -> str:
        clean = " ".join(self.redacted(text).split())
        if not clean or clean.startswith("<"):
            return ""
        return f" ({clean if len(clean) <= _MOST_SAID else clean[: _MOST_SAID - 1] + '…'})"

    def redacted(self, text: str) -> str:
        """Return the text without the secrets, and without anything else that looks like a key."""
        for secret in self.secrets:
            text = text.replace(secret, "[key]")
        return _SECRET.sub("[key]", text)


def complaint(body: object) -> str:
    """Return what an error body says about the request: its messages, codes and field names.

    Anything else is left out, because some servers send the whole request back.
    """
    return " · ".join(dict.fromkeys(_told(body, depth=0)))


def _told(body: object, *, depth: int) -> Iterator[str]:
    if depth > 6:
        return
    if isinstance(body, str):
        yield body.strip()[:2_000]
    elif isinstance(body, Mapping):
        for name in _TELLING:
            if name in body:
                yield from _told(body[name], depth=depth + 1)
    elif isinstance(body, list | tuple):
        if all(isinstance(item, str | int) for item in body):
            yield ".".join(map(str, body))
        else:
            for item in body[:20]:
                yield from _told(item, depth=depth + 1)

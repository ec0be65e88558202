"""A loopback server that answers chat completions as it is told, over a real socket."""

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Body = dict[str, Any]
Rule = Callable[[Body], tuple[int, Body]]


def completion(content: str, *, finish: str = "stop", tokens: int = 100) -> tuple[int, Body]:
    """Return a good answer with one choice that holds `content`."""
    message = {"role": "assistant", "content": content}
    return 200, {
        "id": "chatcmpl-stub",
        "object": "chat.completion",
        "created": 0,
        "model": "stub",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
        "usage": {"prompt_tokens": tokens, "completion_tokens": 0, "total_tokens": tokens},
    }


def failure(message: str, *, status: int = 400) -> tuple[int, Body]:
    """Return an error as OpenAI's interface shapes it."""
    return status, {"error": {"message": message, "type": "invalid_request_error"}}


def asked_parts(body: Body) -> list[str]:
    """Return the parts that a request with a JSON Schema asks for."""
    return list(body["response_format"]["json_schema"]["schema"]["required"])


class OpenAIStub:
    """Listens on a free port of 127.0.0.1 while it is entered.

    `rule` turns a request's JSON into a status and the JSON to answer.
    """

    def __init__(self, rule: Rule) -> None:
        """Take the rule; it may be changed while the stub runs."""
        self.rule = rule
        self.asked: list[Body] = []
        """The JSON of each request, in order."""
        self.keys: list[str] = []
        """The Authorization header of each request, in order."""

    @property
    def base_url(self) -> str:
        """The address to give a client."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, body: Body, headers: Mapping[str, str]) -> tuple[int, Body]:
        """Note a request, and return what the rule says to it."""
        self.asked.append(body)
        self.keys.append(headers.get("Authorization") or "")
        return self.rule(body)


def _handler(stub: OpenAIStub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Without it, small answers wait 40 ms for an acknowledgement.
        disable_nagle_algorithm = True
        # The standard library writes headers and body apart; one packet is what a server would send.
        wbufsize = -1

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, answer = stub.answer(body, dict(self.headers))
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing: stderr belongs to what is tested."""

    return Handler

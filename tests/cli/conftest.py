"""A runner for the command line, a case to compose for, and a model's server on loopback."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from replydraft.cli import main

CASE = """\
customer: Nadia Farouk
complaint: |
  My parcel was meant to be here on Monday. It is Friday. The tracking says "delivered" - to whom?
facts:
  - We sent the parcel to your old address.
  - text: The address check had been switched off in September.
    confidential: true
remedies:
  - kind: delivery
    description: delivery of the parcel to your new address
    when: 2026-11-25
  - kind: refund
    description: refund of the delivery charge
    amount: 4.99
    currency: GBP
    status: done
    when: 2026-11-20
prevention:
  - A change of address now updates orders that are still being packed.
follow_up:
  when: 2026-11-26
  who: the deliveries team
sender: {name: Owen Pryce, role: Customer Service Manager, company: Merrow Toys}
references: [MT-88213]
today: 2026-11-23
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, args, input=text, prog_name="replydraft")

    return run


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a case file that has all that a reply needs."""
    path = tmp_path / "parcel.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


class Server:
    """A model's server that gives the answers that it was told to give, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[dict[str, str] | int] = []
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                server.requests.append(json.loads(self.rfile.read(size)))
                server.keys.append(self.headers["Authorization"])
                answer = server.answers.pop(0) if server.answers else 404
                status = answer if isinstance(answer, int) else 200
                body = {"error": {"message": "no such model"}} if isinstance(answer, int) else _chat(answer)
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
                """Keep the test's output clean."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def _chat(parts: dict[str, str]) -> dict[str, Any]:
    message = {"role": "assistant", "content": json.dumps(parts)}
    return {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 1,
        "model": "small",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 300, "completion_tokens": 100, "total_tokens": 400},
    }


@pytest.fixture
def server() -> Iterator[Server]:
    """Return a running server on loopback."""
    server = Server()
    yield server
    server.stop()

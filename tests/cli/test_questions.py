"""On a terminal, `compose` asks for what is missing; on none, it never waits."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="terminals are tested where there are pseudo-terminals")


class Terminal:
    """Somebody who waits for a question and types an answer."""

    def __init__(self, *args: str, folder: Path) -> None:
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "replydraft", *args],
            stdin=theirs,
            stderr=theirs,
            stdout=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "TERM": "dumb"},
        )
        os.close(theirs)
        self.seen = ""

    def answer(self, question: str, *lines: str) -> None:
        """Wait for a question, then type lines."""
        start = len(self.seen)
        end = time.monotonic() + 30
        while question not in self.seen[start:]:
            assert time.monotonic() < end, f"no {question!r} in {self.seen!r}"
            assert self._read(), f"no {question!r} in {self.seen!r}"
        self.type("".join(f"{line}\n" for line in lines))

    def type(self, text: str) -> None:
        """Type without waiting for anything."""
        os.write(self._ours, text.encode())

    def interrupt(self) -> None:
        """Do what Ctrl-C does."""
        self._process.send_signal(signal.SIGINT)

    def finish(self) -> tuple[int, str]:
        """Read what is left, and return the exit code and standard output."""
        while self._read():
            pass
        out, _ = self._process.communicate(timeout=30)
        return self._process.returncode, out.decode()

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()
        os.close(self._ours)

    def _read(self) -> bool:
        if not select.select([self._ours], [], [], 30)[0]:
            return False
        try:
            data = os.read(self._ours, 4096)
        except OSError:
            return False
        self.seen += data.decode(errors="replace").replace("\r\n", "\n")
        return bool(data)


@pytest.fixture
def opened() -> Iterator[list[Terminal]]:
    terminals: list[Terminal] = []
    yield terminals
    for terminal in terminals:
        terminal.close()


def test_somebody_at_a_terminal_is_asked_for_everything(opened: list[Terminal], tmp_path: Path) -> None:
    terminal = Terminal("compose", "--explain", "--format", "json", "--company", "The Lamb", folder=tmp_path)
    opened.append(terminal)
    terminal.answer("What did the customer write?", "", "The soup was cold.", "", "Nobody came back!", ".")
    terminal.answer("Who is answered", "Bev")
    terminal.answer("What is known", "The soup had stood on the pass.", "")
    terminal.answer("Whose fault", "our", "ours")
    terminal.answer("How big", "minor")
    terminal.answer("put right?", "")
    terminal.answer("What may be offered", "refund: refund of the soup; amout=7 GBP")
    terminal.answer("is not known after a semicolon", "refund: refund of the soup; amount=7.50 GPB")
    terminal.answer("currency: 'GPB' is no ISO 4217 currency code", "refund: the soup; when=2020-02-30")
    terminal.answer("when: ", "refund: refund of the soup; amount=7.50 GBP", "")
    terminal.answer("What was changed", "")
    terminal.answer("When does the customer hear", "2020-01-02; the duty manager")
    terminal.answer("is before today", "tomorrow; the duty manager")
    terminal.answer("Who signs?", "Ida Voss")
    terminal.answer("In which role?", "")
    code, out = terminal.finish()
    assert code == 0, terminal.seen
    assert {"compensate", "follow-up"} <= {part["id"] for part in json.loads(out)["plan"]}
    assert "For which company?" not in terminal.seen
    assert "Traceback" not in terminal.seen


def test_a_file_without_a_complaint_leads_to_one_question(opened: list[Terminal], tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("customer: Bev\nseverity: minor\n", encoding="utf-8")
    terminal = Terminal("compose", "case.yaml", "--show-prompt", folder=tmp_path)
    opened.append(terminal)
    terminal.answer("What did the customer write?", ".", "The soup was cold.", ".")
    code, out = terminal.finish()
    assert code == 0, terminal.seen
    assert "Nothing was written yet" in terminal.seen
    assert "The soup was cold." in out
    assert "Whose fault" not in terminal.seen


def test_a_file_with_other_faults_leads_to_all_of_them_and_no_question(
    opened: list[Terminal], tmp_path: Path
) -> None:
    (tmp_path / "case.yaml").write_text("complaint: ' '\nseverty: minor\nkind: resolv\n", encoding="utf-8")
    terminal = Terminal("compose", "case.yaml", folder=tmp_path)
    opened.append(terminal)
    code, out = terminal.finish()
    assert (code, out) == (2, "")
    for told in (
        "case.yaml:1: complaint: is empty",
        "case.yaml:2: severty: is no field",
        "case.yaml:3: kind: ",
    ):
        assert told in terminal.seen
    assert "What did the customer write?" not in terminal.seen


@pytest.mark.parametrize("how", ["interrupted", "end of input"])
def test_breaking_off_leaves_nothing(opened: list[Terminal], tmp_path: Path, how: str) -> None:
    terminal = Terminal("compose", "--output", "reply.txt", folder=tmp_path)
    opened.append(terminal)
    terminal.answer("What did the customer write?", "The soup was cold.", ".")
    terminal.answer("Who is answered")
    if how == "interrupted":
        terminal.interrupt()
    else:
        terminal.type("\x04")
    code, out = terminal.finish()
    assert (code, out) == (130, "")
    assert "interrupted" in terminal.seen
    assert "Traceback" not in terminal.seen
    assert list(tmp_path.iterdir()) == []


def test_options_that_are_enough_lead_to_no_question(opened: list[Terminal], tmp_path: Path) -> None:
    terminal = Terminal("compose", "--complaint", "The soup was cold.", "--explain", folder=tmp_path)
    opened.append(terminal)
    code, out = terminal.finish()
    assert (code, terminal.seen) == (0, "")
    assert "apologise" in out

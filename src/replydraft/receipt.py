"""The receipt: one line of JSON for each composition, so that it can be told later how a reply came about."""

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from replydraft.case import Case
from replydraft.composition import Attempt, Composition
from replydraft.errors import OutputError
from replydraft.guardrail.rules import Packs

if sys.platform != "win32":
    import fcntl

SCHEMA_VERSION = 1


def case_digest(case: Case) -> str:
    """Return the SHA-256 of a case's canonical JSON (sorted keys, no spaces, UTF-8), in hexadecimal."""
    return _digest(_canonical(case.model_dump(mode="json")))


def packs_digest(packs: Packs) -> str:
    """Return the SHA-256 of the rules and word lists in force, in hexadecimal."""
    return _digest(_canonical(packs.model_dump(mode="json")))


def receipt(
    composition: Composition, case: Case, *, time: datetime, templates: Mapping[str, str], rules: str
) -> dict[str, Any]:
    """Return the record of one composition, as JSON-ready data.

    `time` is when it was made, with its zone. `templates` are the SHA-256 digests of the templates that
    wrote the prompts, by path, and `rules` says which rule packs were in force (see `packs_digest`).
    The reply, the case and the prompts are in it as digests only; findings quote what they found.
    """
    if time.tzinfo is None:
        raise ValueError("the time of a receipt needs a zone; use datetime.now(UTC)")
    return {
        "schema_version": SCHEMA_VERSION,
        "time": time.astimezone(UTC).isoformat(timespec="seconds"),
        "case": {"id": case.id, "sha256": case_digest(case)},
        "templates": dict(sorted(templates.items())),
        "rules": rules,
        "drafter": composition.drafter,
        "outcome": composition.outcome,
        "ending": composition.ending,
        "passed": composition.passed,
        "reply": {"sha256": _digest(_canonical([composition.reply.subject, composition.reply.body]))},
        "attempts": [_attempt(attempt) for attempt in composition.attempts],
        "tokens": composition.tokens,
        "seconds": round(composition.seconds, 3),
    }


def append_receipt(path: Path, record: Mapping[str, Any]) -> None:
    """Add a record to a JSON Lines file as one line, and return when it is on the disk.

    A new file is readable by its owner only, since findings quote customers. Raises OutputError.
    """
    line = _bytes(json.dumps(record, ensure_ascii=False))
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
            # A line that a crash cut short must not swallow this one.
            _write(descriptor, (b"" if _ends_with_line(descriptor) else b"\n") + line + b"\n")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise OutputError(
            f"{path}: the receipt cannot be written ({error.strerror}); give a file in a folder that exists "
            "and that you may write to"
        ) from error


def _attempt(attempt: Attempt) -> dict[str, Any]:
    error, report = attempt.error, attempt.report
    return {
        "number": attempt.number,
        "drafter": attempt.drafter,
        "passed": attempt.passed,
        "error": {"kind": type(error).__name__, "message": str(error)} if error is not None else None,
        "rules": report.rules if report is not None else None,
        "findings": [finding.as_dict() for finding in report or ()],
        "tokens": attempt.tokens,
        "seconds": round(attempt.seconds, 3),
    }


def _lock(descriptor: int) -> None:
    """Keep other processes from writing until the file is closed; Windows has to do without."""
    if sys.platform != "win32":
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _ends_with_line(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    if size == 0:
        return True
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) == b"\n"


def _write(descriptor: int, data: bytes) -> None:
    # A single write as a rule; the system may take less at once.
    while data:
        data = data[os.write(descriptor, data) :]


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(_bytes(text)).hexdigest()


def _bytes(text: str) -> bytes:
    # Half of a surrogate pair, as a broken server sends it, has no UTF-8; its JSON escape says it as well.
    return text.encode(errors="backslashreplace")

"""Writes results to a file that is never half-written, or to standard output."""

import contextlib
import os
import shutil
import sys
from pathlib import Path

from replydraft.errors import OutputError


def check_writable(path: Path) -> None:
    """Raise OutputError if `path` cannot be written, before anything is spent on what would go there."""
    folder = path.resolve().parent
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    if not folder.is_dir():
        raise OutputError(f"{path}: there is no folder {folder}; make it first")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise OutputError(f"{path}: cannot be written: permission denied")


def write_result(text: str, *, path: Path | None) -> None:
    """Write to a file as UTF-8, or to standard output for None.

    What is no character, half of a surrogate pair, is written as its escape. Raises OutputError if a file
    cannot be written.
    """
    data = text.encode("utf-8", "backslashreplace")
    if path is None:
        # A process may be started with standard output closed.
        if sys.stdout is None:
            raise OutputError("standard output is closed; give --output FILE")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        # A pipe or a device has nothing to be half-written, and must not be replaced by a file.
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def _replace(target: Path, data: bytes) -> None:
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, unfinished)
        unfinished.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise

"""Bytes into text, or a reason why not."""

from pathlib import Path
from typing import BinaryIO

from replydraft.errors import InputError, Problem


def decoded(data: bytes, *, source: str) -> str:
    """Return UTF-8 bytes as text, without a byte-order mark. Raises InputError with the line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is no UTF-8 text; save the file as UTF-8 and try again"
        raise InputError(
            "a file cannot be read:", problems=[Problem(message=message, source=source, line=line)]
        ) from error


def read_source(source: str, *, standard_input: BinaryIO) -> str:
    """Return the text of a file, or of standard input for "-". Raises InputError."""
    if source == "-":
        return decoded(standard_input.read(), source="-")
    try:
        return decoded(Path(source).read_bytes(), source=source)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise InputError(
            "a file cannot be read:", problems=[Problem(message=message, source=source)]
        ) from error

"""Results on standard output, whatever characters they hold."""

import sys


def emit(text: str) -> None:
    """Print a result and a line end; print nothing at all for an empty result.

    A lone surrogate, which no encoding takes, is written as its escape (in JSON, its own notation).
    """
    if text:
        sys.stdout.flush()
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()

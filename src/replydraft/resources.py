"""Finds the files under prompts/ and guardrails/ in a wheel, a checkout or a user's folder."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from replydraft.errors import ResourceError


def folder(name: str) -> Traversable:
    """Return the shipped folder `name` ("prompts" or "guardrails").

    A wheel carries it as package data; an editable install does not, so the checkout is next.
    Raises ResourceError if neither has it.
    """
    packaged = files("replydraft") / "_data" / name
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parents[2] / name
    if checkout.is_dir():
        return checkout
    message = f"the folder {name!r} is missing from this installation; install replydraft again"
    raise ResourceError(message)


def read(name: str, path: str, *, override: Path | None = None) -> str:
    """Return the text of `path` inside the folder `name`, from `override` when it has that file."""
    if override is not None:
        if not override.is_dir():
            message = f"{override}: no such folder; give a folder with files named as in {name}/"
            raise ResourceError(message)
        own = override / path
        if own.is_file():
            return _text(own, shown=str(own))
    return _text(folder(name).joinpath(*path.split("/")), shown=f"{name}/{path}")


def _text(file: Traversable, *, shown: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        message = f"{shown}: no such file"
        raise ResourceError(message) from error
    except (OSError, UnicodeDecodeError) as error:
        message = f"{shown}: cannot be read as UTF-8 text ({error})"
        raise ResourceError(message) from error

"""Jinja templates from prompts/, rendered in a sandbox, each with a content hash."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path, PureWindowsPath
from traceback import extract_tb
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from replydraft.errors import PromptError, ReplydraftError, ResourceError
from replydraft.resources import read


class Templates:
    """The templates of one folder, with a user's overrides in front.

    A name that a template uses and does not get is an error, never an empty string.
    """

    def __init__(
        self, *, override: Path | None = None, filters: Mapping[str, Callable[..., Any]] | None = None
    ) -> None:
        """Look in `override` first, file by file, then in the shipped prompts/."""
        self._override = override
        self._used: dict[str, str] = {}
        self._environment = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._load),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            # Plain text for mail and chat, not HTML.
            autoescape=False,
        )
        self._environment.filters.update(filters or {})

    def render(self, path: str, /, **context: object) -> str:
        """Return the rendered template. Raises PromptError with file and line."""
        try:
            return self._environment.get_template(path).render(**context)
        except TemplateNotFound as error:
            message = (
                f"{error.name}: no such template; a folder of your own may have files named as in prompts/"
            )
            raise PromptError(message) from error
        except ReplydraftError:
            raise
        # A template is a program of the user's: it can divide by zero, or worse.
        except Exception as error:
            message = f"{_place(error, path)}: {_reason(error)}"
            raise PromptError(message) from error

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a template's source, as 64 hexadecimal digits."""
        return _sha256(read("prompts", path, override=self._override))

    def used(self) -> dict[str, str]:
        """Return the SHA-256 of each file that has been read so far, by its path, for a receipt."""
        return dict(sorted(self._used.items()))

    @property
    def override(self) -> Path | None:
        """The user's folder in front of the shipped one, if there is one."""
        return self._override

    def source(self, path: str) -> str:
        """Return a file of the folder as it stands, for data beside the templates.

        Raises ResourceError if there is none.
        """
        text = read("prompts", path, override=self._override)
        self._used[path] = _sha256(text)
        return text

    def _load(self, path: str) -> tuple[str, str, None] | None:
        # Read as a Windows path, because that knows both separators and drives.
        steps = PureWindowsPath(path)
        if steps.anchor or ".." in steps.parts:
            return None
        try:
            return self.source(path), path, None
        except ResourceError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return None
            raise


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _place(error: Exception, path: str) -> str:
    """Return the template and line where an error arose; Jinja writes both into the traceback."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.name or path}:{error.lineno}"
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else path


def _reason(error: Exception) -> str:
    if isinstance(error, TemplateError):
        return error.message or type(error).__name__
    return f"{type(error).__name__}: {error}"

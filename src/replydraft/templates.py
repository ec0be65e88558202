"""Jinja templates from prompts/, rendered in a sandbox, each with a content hash."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from replydraft.errors import PromptError, ResourceError
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
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            place = f"{path}:{line}" if line else path
            raise PromptError(f"{place}: {error.message or type(error).__name__}") from error

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a template's source, as 64 hexadecimal digits."""
        return hashlib.sha256(self.source(path).encode()).hexdigest()

    @property
    def override(self) -> Path | None:
        """The user's folder in front of the shipped one, if there is one."""
        return self._override

    def source(self, path: str) -> str:
        """Return a file of the folder as it stands, for data beside the templates.

        Raises ResourceError if there is none.
        """
        return read("prompts", path, override=self._override)

    def _load(self, path: str) -> str | None:
        try:
            return read("prompts", path, override=self._override)
        except ResourceError:
            return None

"""A command whose help lists its options in sections."""

from collections.abc import Collection, Mapping
from typing import Any

import click


class SectionedCommand(click.Command):
    """A click command that groups its options by what they are about."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (click's)
        sections: Mapping[str, Collection[str]] | None = None,
        **settings: Any,  # noqa: ANN401 (click's)
    ) -> None:
        """Take the sections: each title with the names of its parameters; the rest come last."""
        super().__init__(*args, **settings)
        self._sections = sections or {}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one list of options for each section."""
        rows: dict[str, list[tuple[str, str]]] = {title: [] for title in (*self._sections, "Options")}
        for parameter in self.get_params(ctx):
            # The usage line and the text above say what the arguments are.
            record = None if isinstance(parameter, click.Argument) else parameter.get_help_record(ctx)
            if record is not None:
                homes = (title for title, names in self._sections.items() if parameter.name in names)
                rows[next(homes, "Options")].append(record)
        for title, records in rows.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

"""A group of commands that imports a command when it runs, and says errors in one way."""

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import click

from replydraft.errors import ReplydraftError

CLEAN: Final = 0
FINDINGS: Final = 1
FAILED: Final = 2
INTERRUPTED: Final = 130


class Command(NamedTuple):
    """A command that has not been imported yet."""

    name: str
    target: str
    """`module:attribute`."""
    summary: str


class LazyGroup(click.Group):
    """A click group over a table of commands."""

    def __init__(self, *args: Any, commands: Sequence[Command] = (), **settings: Any) -> None:  # noqa: ANN401 (click's)
        """Take the table; everything else is click's."""
        super().__init__(*args, **settings)
        self._table = {command.name: command for command in commands}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of the table."""
        del ctx
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, or return None if the table does not have it."""
        del ctx
        entry = self._table.get(cmd_name)
        if entry is None:
            return None
        module, attribute = entry.target.split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        # One prefix for all commands: REPLYDRAFT_MODEL, not REPLYDRAFT_COMPOSE_MODEL.
        command.context_settings = {"auto_envvar_prefix": "REPLYDRAFT", **command.context_settings}
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing any command."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(command.name, command.summary) for command in self._table.values()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's)
        """Run the command; whoever stops reading our output early has not found anything wrong."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Python would try to write the rest when it exits.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAILED

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: FBT001, FBT002 (click's)
        **extra: Any,  # noqa: ANN401 (click's)
    ) -> Any:  # noqa: ANN401 (click's)
        """Run, and exit with a code of the contract; without `standalone_mode`, raise and return instead.

        A command returns its exit code, or None for 0.
        """
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except Exception as error:  # noqa: BLE001 (a fault of ours must not look like exit code 1: findings)
            code = _told(error)
        return sys.exit(code if isinstance(code, int) else CLEAN)


def _told(error: Exception) -> int:
    """Say an error on standard error and return the exit code."""
    match error:
        case click.exceptions.Abort():
            click.echo("interrupted", err=True)
            return INTERRUPTED
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
        case click.UsageError():
            click.echo(f"error: {error.format_message()}", err=True)
            if error.ctx is not None:
                click.echo(f"try: {error.ctx.command_path} --help", err=True)
        case click.ClickException():
            click.echo(f"error: {error.format_message()}", err=True)
        case ReplydraftError() | OSError():
            click.echo(f"error: {error}", err=True)
        case _:
            traceback.print_exception(error)
            click.echo(
                "error: this is a fault in replydraft; please report it with the lines above", err=True
            )
    return FAILED

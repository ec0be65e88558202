"""The command line: a table of commands, each imported only when it runs."""

from typing import Final

import click

from replydraft.cli.group import Command, LazyGroup

COMMANDS: Final = (
    Command("compose", "replydraft.cli.compose:compose", "Write a reply to a customer, and check it."),
    Command("check", "replydraft.cli.check:check", "Find what is wrong with replies that exist already."),
    Command("rules", "replydraft.cli.rules:rules", "List the guardrail's rules, or test them."),
    Command("explain", "replydraft.cli.explain:explain", "Say why a rule is one, and what to write instead."),
    Command("evaluate", "replydraft.cli.evaluate:evaluate", "Measure the guardrail on labelled replies."),
    Command("new", "replydraft.cli.new:new", "Write a commented case to fill in."),
    Command("schema", "replydraft.cli.schema:schema", "Print the JSON Schema of a file."),
)
"""Every command: its name, where it is, and what the list of commands says about it."""


@click.group(
    cls=LazyGroup,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="replydraft", message="%(prog)s %(version)s")
def main() -> None:
    """Draft apology-and-remedy replies to customers, and reject those that make things worse.

    Exit codes: 0 all is well; 1 there are findings, or no draft passed; 2 it could not be done;
    130 interrupted.
    """

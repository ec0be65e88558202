"""The command line as a whole: it starts at once, says errors in one way, and exits as the contract says."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from replydraft.cli.group import LazyGroup
from replydraft.errors import CaseError

Run = Callable[..., Result]

HEAVY = ("openai", "jinja2", "pydantic", "yaml", "re2", "rich")


def test_version_is_the_package_s(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("replydraft 0.")


@pytest.mark.parametrize("argument", ["--version", "--help", "-h"])
def test_a_quick_answer_imports_nothing_heavy(argument: str) -> None:
    program = (
        "import sys\n"
        "from replydraft.cli import main\n"
        f"main([{argument!r}], standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_an_offline_reply_does_not_import_the_model_s_client(case: Path) -> None:
    program = (
        "import sys\n"
        "from replydraft.cli import main\n"
        f"main(['compose', {str(case)!r}, '-q'], standalone_mode=False)\n"
        "print('openai' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "False"


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "replydraft", "schema", "case"], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["title"] == "Case"
    assert done.stderr == ""


def test_help_lists_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for command in ("compose", "new", "schema"):
        assert f"\n  {command} " in result.stdout


def test_no_command_is_answered_with_the_help(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Usage: replydraft")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compos",), "error: No such command 'compos'."),
        (("compose", "--colour"), "error: No such option"),
        (("compose", "--severity", "huge"), "error: Invalid value for '--severity': 'huge' is not one of"),
        (("compose", "--max-attempts", "0"), "error: Invalid value for '--max-attempts'"),
        (("schema", "cases"), "error: Invalid value for '{case}'"),
    ],
)
def test_bad_usage_is_one_line_and_a_way_on(run: Run, arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert result.stderr.splitlines()[-1].startswith("try: replydraft")


class Failing(LazyGroup):
    """A group whose command fails as told: what a fault or an interruption looks like."""

    def __init__(self, error: BaseException) -> None:
        super().__init__("replydraft")
        self._error = error

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        del ctx

        def fail() -> None:
            raise self._error

        return click.Command(cmd_name, callback=fail)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (CaseError("the case has one problem:"), 2, "error: the case has one problem:\n"),
        (OSError(28, "No space left on device"), 2, "error: [Errno 28] No space left on device\n"),
    ],
)
def test_what_goes_wrong_has_a_code_of_its_own(error: BaseException, code: int, said: str) -> None:
    result = CliRunner().invoke(Failing(error), ["fail"])
    assert result.exit_code == code
    assert result.stderr.lstrip("\n") == said


def test_a_fault_of_ours_does_not_look_like_findings() -> None:
    result = CliRunner().invoke(Failing(RuntimeError("boom")), ["fail"])
    assert result.exit_code == 2
    assert "RuntimeError: boom" in result.stderr
    assert "please report it" in result.stderr


def test_the_schema_accepts_what_the_commands_read(run: Run, case: Path) -> None:
    schema = json.loads(run("schema", "case").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    data = yaml.load(case.read_text(encoding="utf-8"), yaml.BaseLoader)
    # YAML without types has no truth values.
    data["facts"][1]["confidential"] = True
    jsonschema.Draft202012Validator(schema).validate(data)


def test_new_writes_a_case_that_only_lacks_the_complaint(run: Run, tmp_path: Path) -> None:
    result = run("new", "flood.yaml")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "replydraft compose flood.yaml" in result.stderr
    assert run("compose", "--explain", "flood.yaml").exit_code == 2
    file = tmp_path / "flood.yaml"
    text = file.read_text(encoding="utf-8")
    filled = text.replace("complaint: |\n", "complaint: |\n  The kitchen is under water.\n")
    file.write_text(filled, encoding="utf-8")
    assert run("compose", "--explain", "flood.yaml").exit_code == 0


def test_new_explains_every_field(run: Run, tmp_path: Path) -> None:
    schema = json.loads(run("schema", "case").stdout)
    run("new", "flood.yaml")
    text = (tmp_path / "flood.yaml").read_text(encoding="utf-8")
    before: dict[str, str] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines):
        before[line.partition(":")[0]] = lines[number - 1]
    for name, field in schema["properties"].items():
        assert before[name].startswith("#"), name
        for value in field.get("enum", []):
            assert value in text


def test_new_replaces_nothing_unless_told_to(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("complaint: mine", encoding="utf-8")
    refused = run("new", "mine.yaml")
    assert refused.exit_code == 2
    assert "mine.yaml: is there already; name another file, or give --force" in refused.stderr
    assert file.read_text(encoding="utf-8") == "complaint: mine"
    assert run("new", "--force", "mine.yaml").exit_code == 0
    assert file.read_text(encoding="utf-8") != "complaint: mine"


def test_new_needs_a_folder_that_is_there(run: Run) -> None:
    result = run("new", "missing/flood.yaml")
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="file descriptors are closed as in a POSIX shell")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("{program} compose - <&-", 2, "standard input is closed; name a case file"),
        ("{program} compose <&-", 2, "missing: the complaint."),
        ("{program} compose {case} --explain >&-", 2, "standard output is closed; give --output FILE"),
        ("{program} compose {case} --explain 2>&- >/dev/null", 0, ""),
        ("{program} schema case | true; exit ${{PIPESTATUS[0]}}", 2, ""),
    ],
)
def test_closed_streams_are_no_fault_of_ours(command: str, code: int, said: str, case: Path) -> None:
    program = f"'{sys.executable}' -m replydraft"
    shell = ["bash", "-c", command.format(program=program, case=f"'{case}'")]
    done = subprocess.run(shell, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr

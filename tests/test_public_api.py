"""The names that users import."""

import subprocess
import sys

import pytest

import replydraft


@pytest.mark.parametrize("name", replydraft.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(replydraft, name).__name__ == name


def test_the_list_is_sorted_and_is_what_dir_shows() -> None:
    assert sorted(replydraft.__all__) == dir(replydraft)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        replydraft.nothing  # noqa: B018 - reading the attribute is the test


def test_importing_the_package_imports_nothing_heavy() -> None:
    program = (
        "import replydraft, sys; print(sorted({'pydantic', 'openai', 'jinja2', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_version_is_the_packages() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "replydraft", "--version"], capture_output=True, text=True, check=True
    )
    from importlib.metadata import version

    assert done.stdout.strip() == f"replydraft {version('replydraft')}"

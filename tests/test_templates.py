from pathlib import Path

import pytest

from replydraft.errors import PromptError, ResourceError
from replydraft.templates import Templates


def rendered(folder: Path, text: str) -> str:
    (folder / "mine.j2").write_text(text, encoding="utf-8")
    return Templates(override=folder).render("mine.j2", name="Pam", nothing=None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dear\n{{ nmae }}", "mine.j2:2: 'nmae' is undefined"),
        ("one\ntwo\n{% if %}", "mine.j2:3: Expected an expression"),
        ("{{ 1 / 0 }}", "mine.j2:1: ZeroDivisionError"),
        ("{{ nothing.amount }}", "mine.j2:1: 'None' has no attribute 'amount'"),
        ('{{ "".__class__.__mro__ }}', "is unsafe"),
        ("{% for x in range(1000000000) %}{% endfor %}", "Range too big"),
        ('{% include "mine.j2" %}', "RecursionError"),
        ('{% include "gone.j2" %}', "gone.j2: no such template"),
    ],
)
def test_a_template_that_goes_wrong_is_told_with_file_and_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(PromptError) as caught:
        rendered(tmp_path, text)
    assert told in str(caught.value)


@pytest.mark.parametrize("form", ["../secret.j2", "{folder}/secret.j2", "..\\secret.j2"])
def test_a_template_cannot_read_outside_its_folder(tmp_path: Path, form: str) -> None:
    (tmp_path / "secret.j2").write_text("the key", encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    outside = form.format(folder=tmp_path).replace("\\", "\\\\")
    with pytest.raises(PromptError, match="no such template"):
        rendered(own, f'{{% include "{outside}" %}}')


def test_an_own_template_is_used_and_the_others_stay(tmp_path: Path) -> None:
    assert rendered(tmp_path, "Dear {{ name }}") == "Dear Pam"
    own, shipped = Templates(override=tmp_path), Templates()
    assert own.digest("model/system.j2") == shipped.digest("model/system.j2")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "system.j2").write_text("Write.", encoding="utf-8")
    assert own.digest("model/system.j2") != shipped.digest("model/system.j2")


def test_text_is_not_escaped_as_html(tmp_path: Path) -> None:
    (tmp_path / "mine.j2").write_text("{{ name }}", encoding="utf-8")
    assert Templates(override=tmp_path).render("mine.j2", name="Baird & Dunne's") == "Baird & Dunne's"


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "mine.j2").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ResourceError, match="UTF-8"):
        Templates(override=tmp_path).render("mine.j2")


def test_a_filter_can_be_added(tmp_path: Path) -> None:
    (tmp_path / "mine.j2").write_text("{{ name | twice }}", encoding="utf-8")
    assert (
        Templates(override=tmp_path, filters={"twice": lambda text: text * 2}).render("mine.j2", name="a")
        == "aa"
    )

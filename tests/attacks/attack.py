"""Attacks on a case as data: what is put where, and what a model that obeys it would write."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from replydraft.case import Case
from replydraft.case_file import read_document

FOLDER = Path(__file__).resolve().parent

_LISTS = ("by", "marks")

Place = Literal["complaint", "fact", "customer", "reference", "remedy", "when", "who", "prevention", "file"]


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One attack; attacks.yaml says what each field means."""

    id: str
    group: str
    case: str
    where: Place
    payload: str
    expected: Literal["stopped", "harmless", "refused"]
    why: str
    by: tuple[str, ...] = ()
    obeyed: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    told: bool = False
    replied: bool = True
    times: int = 1
    then: str = ""
    format: Literal["yaml", "json"] = "yaml"

    @cached_property
    def text(self) -> str:
        """The whole payload."""
        return self.payload * self.times + self.then

    @property
    def draft(self) -> dict[str, str]:
        """The parts that an obedient model writes."""
        return {**honest(self.case), **self.obeyed, **self.also}

    def attacked(self) -> Case:
        """Return the case with the payload in it, read as from a program that has it from a help desk."""
        return Case.model_validate(self._fields())

    def read(self, folder: Path) -> Case:
        """Return the case of a case file that is the payload."""
        path = folder / f"case.{self.format}"
        path.write_text(self.text, encoding="utf-8")
        return read_document(str(path)).case()

    def _fields(self) -> dict[str, Any]:
        fields = copy.deepcopy(dict(_bases()[self.case]["case"]))
        match self.where:
            case "complaint" | "customer":
                fields[self.where] += self.text
            case "fact":
                fields["facts"].append(self.text)
            case "reference":
                fields["references"].append(self.text)
            case "remedy":
                fields["remedies"][0]["description"] += self.text
            case "when" | "who":
                fields["follow_up"][self.where] = f"{fields['follow_up'][self.where]}{self.text}"
            case "prevention":
                fields["prevention"].append(self.text)
            case "file":
                message = f"{self.id} is a file of its own"
                raise ValueError(message)
        return fields


def honest_case(name: str) -> Case:
    """Return a case of bases.yaml as it is without an attack."""
    return Case.model_validate(_bases()[name]["case"])


def honest(name: str) -> dict[str, str]:
    """Return the draft that a model that is not attacked writes for a case of bases.yaml."""
    return dict(_bases()[name]["honest"])


def names() -> tuple[str, ...]:
    """Return the names of the cases of bases.yaml."""
    return tuple(_bases())


@lru_cache(maxsize=1)
def attacks() -> tuple[Attack, ...]:
    """Return every attack of attacks.yaml, in its order."""
    rows: list[dict[str, Any]] = _load("attacks.yaml")
    return tuple(Attack(**{**row, **{name: tuple(row.get(name, ())) for name in _LISTS}}) for row in rows)


@lru_cache(maxsize=1)
def _bases() -> Mapping[str, Any]:
    return dict(_load("bases.yaml"))


def _load(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))

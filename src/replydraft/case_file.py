"""Reads a case from a YAML or JSON file, and lists everything that is wrong with it."""

import codecs
import copy
import datetime as dt
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from replydraft.case import Case
from replydraft.case_fields import field_name
from replydraft.case_problems import place, sentences
from replydraft.case_source import Source, Where, read_json, read_yaml
from replydraft.errors import CaseError, InputError, Problem

LARGEST = 1_000_000
"""How many bytes a case file may have."""

# What stands in for a faulty item of a list, and for a field that others need, while the rest is looked at.
_ITEMS: Mapping[str, object] = {"remedies": {"description": "…"}}
_NEEDED = {"complaint": "…", "currency": "XAF"}
_PASSES = 20


@dataclass(frozen=True, kw_only=True)
class CaseDocument:
    """The fields of a case as they were written, before they are checked."""

    fields: Mapping[str, Any]
    name: str
    """The file, or what else the fields came from."""
    lines: Mapping[Where, int]
    problems: Mapping[Where, Problem]
    origins: Mapping[Where, str]
    """Fields that did not come from the file, with what they came from: `--severity`."""

    def given(self, *where: str) -> bool:
        """Return whether a field has a value that is not empty."""
        value: object = self.fields
        for part in where:
            value = value.get(part) if isinstance(value, dict) else None
        return value not in (None, "", [], {})

    def updated(self, value: object, *where: str, origin: str) -> "CaseDocument":
        """Return a document with another value for one field; `origin` is named in errors about it."""
        fields = copy.deepcopy(dict(self.fields))
        inner: dict[str, Any] = fields
        for part in where[:-1]:
            below = inner.get(part)
            # A plain text for the customer is the name, which a more exact option replaces.
            inner[part] = below if isinstance(below, dict) else {}
            inner = inner[part]
        inner[where[-1]] = value
        # What the file said about this field no longer counts.
        problems = {key: problem for key, problem in self.problems.items() if key[: len(where)] != where}
        lines = {key: line for key, line in self.lines.items() if key[: len(where)] != where}
        origins = {**self.origins, where: origin}
        return replace(self, fields=fields, problems=problems, lines=lines, origins=origins)

    def case(self, *, today: dt.date | None = None, unfinished: bool = False) -> Case:
        """Return the case; `today` counts where the document names no day, `unfinished` allows no complaint.

        Raises CaseError with every problem.
        """
        fields = copy.deepcopy(dict(self.fields))
        if today is not None:
            fields.setdefault("today", today)
        context = {"unfinished": unfinished}
        found: dict[Where, list[Problem]] = {where: [problem] for where, problem in self.problems.items()}
        for _ in range(_PASSES):
            try:
                case = Case.model_validate(fields, context=context)
            except ValidationError as error:
                self._note(error, fields, found)
            else:
                if not found:
                    return case
                break
        problems = [problem for several in found.values() for problem in several]
        problems.sort(key=lambda problem: (problem.line is None, problem.line or 0))
        count = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise CaseError(f"the case has {count}:", problems=problems)

    def _note(
        self, error: ValidationError, fields: dict[str, Any], found: dict[Where, list[Problem]]
    ) -> None:
        """Add what is new in an error, and set the faulty values aside so that the next pass sees more."""
        known = set(found)
        for detail in error.errors(include_url=False):
            for where, message in sentences(detail, place(detail, fields)):
                if not any(where[: len(other)] == other for other in known):
                    problems = found.setdefault(where, [])
                    problem = self._problem(where, message)
                    # A union reports every member that it tried; the first says enough.
                    if not problems:
                        problems.append(problem)
                _set_aside(fields, where)

    def _problem(self, where: Where, message: str) -> Problem:
        shown = field_name(where) or None
        for length in range(len(where), -1, -1):
            if where[:length] in self.origins:
                return Problem(message=message, source=self.origins[where[:length]], field=shown)
            if where[:length] in self.lines:
                line = self.lines[where[:length]] if length else None
                return Problem(message=message, source=self.name, line=line, field=shown)
        return Problem(message=message, source=self.name, field=shown)


def _set_aside(fields: dict[str, Any], where: Where) -> None:
    """Take a faulty value out, or put something harmless where a value must be."""
    inner: Any = fields
    for part in where[:-1]:
        inner = inner.setdefault(part, {}) if isinstance(inner, dict) else inner[int(part)]
    last = where[-1]
    if isinstance(inner, list):
        inner[int(last)] = copy.deepcopy(_ITEMS.get(str(where[0]), "…"))
    elif last in inner and last not in _NEEDED:
        del inner[last]
    else:
        inner[last] = _NEEDED.get(str(last), "…")


def read_document(path: str) -> CaseDocument:
    """Read a file, or standard input for "-". Raises InputError or CaseError."""
    name = "standard input" if path == "-" else path
    try:
        if path == "-":
            if sys.stdin is None:
                raise InputError("standard input is closed; name a case file")
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file; `replydraft new {name}` writes one to fill in") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{name}: cannot be read: {reason}") from error
    return parse_document(_decoded(data, name=name), name=name)


def _decoded(data: bytes, *, name: str) -> str:
    if len(data) > LARGEST:
        raise InputError(f"{name}: is larger than {LARGEST // 1_000_000} MB; a case is a page or two of text")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(f"{name}: is UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        problem = Problem(message=message, source=name, line=line)
        raise InputError("the case cannot be read:", problems=[problem]) from error


def parse_document(text: str, *, name: str) -> CaseDocument:
    """Read YAML or JSON text; what begins with a brace is JSON unless `name` ends in .yaml or .yml.

    Raises CaseError if the text is neither, or is no mapping.
    """
    yaml_name = name.lower().endswith((".yaml", ".yml"))
    json_name = name.lower().endswith(".json")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise CaseError(f"{name}: is empty; `replydraft new FILE` writes a case to fill in")
    if json_name or (text.lstrip().startswith("{") and not yaml_name):
        source = read_json(text, name=name)
    else:
        source = read_yaml(text, name=name)
    return _document(source, name=name)


def _document(source: Source, *, name: str) -> CaseDocument:
    data = _without_nulls(source.data)
    if data is None:
        data = {}
    if not isinstance(data, dict):
        message = "holds no fields; a case is a list of `field: value` lines, first of all `complaint: …`"
        problem = Problem(message=message, source=name, line=source.lines.get(()))
        raise CaseError("the case cannot be read:", problems=[problem])
    return CaseDocument(fields=data, name=name, lines=source.lines, problems=source.problems, origins={})


def _without_nulls(data: object) -> object:
    """Drop fields that were left empty: they count as not given."""
    if isinstance(data, dict):
        return {key: _without_nulls(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_without_nulls(item) for item in data]
    return data


def empty_document(*, name: str = "the command line") -> CaseDocument:
    """Return a document with no fields, for a case that comes from options and questions."""
    return CaseDocument(fields={}, name=name, lines={}, problems={}, origins={})


def load_case(path: str | Path, *, today: dt.date | None = None) -> Case:
    """Read a case from a file. Raises InputError if it cannot be read, CaseError if it is wrong."""
    return read_document(str(path)).case(today=today)


def parse_case(text: str, *, name: str = "case", today: dt.date | None = None) -> Case:
    """Read a case from YAML or JSON text. Raises CaseError with every problem."""
    return parse_document(text, name=name).case(today=today)

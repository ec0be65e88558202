"""Turns YAML or JSON text into plain data, with the line of every field."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from replydraft.case_fields import field_name
from replydraft.errors import CaseError, Problem

# PyYAML's types leave out what an event carries, so an event is anything here.
_Event = Any

Where = tuple[str | int, ...]
"""A place inside a case: ("remedies", 0, "when")."""

_DEEPEST = 20
_TOO_DEEP = f"is nested more than {_DEEPEST} levels deep; a case needs four"
_HINT = "put text with punctuation in quotes, or on lines of its own after `|`"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NOT_YAML = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],]|[^\s{}\[\],:"]++')


@dataclass(frozen=True, kw_only=True)
class Source:
    """Plain data as it was written, where each field stands, and what the notation itself got wrong."""

    data: object
    lines: Mapping[Where, int]
    problems: Mapping[Where, Problem]


@dataclass
class _Reading:
    """What has been read so far."""

    name: str
    lines: dict[Where, int] = field(default_factory=dict)
    problems: dict[Where, Problem] = field(default_factory=dict)
    _seen: set[Where] = field(default_factory=set)

    def enter(self, where: Where, line: int) -> Where:
        """Note the line of a field and return its place, another one if the field was there before."""
        if where not in self._seen:
            self._seen.add(where)
            self.lines[where] = line
            return where
        first = self.lines[where]
        self.refuse(where, line, f"is given twice (first on line {first}); keep one")
        return (*where, "again")

    def refuse(self, where: Where, line: int, message: str) -> None:
        problem = Problem(message=message, source=self.name, line=line, field=field_name(where) or None)
        self.problems.setdefault(where, problem)


def read_yaml(text: str, *, name: str) -> Source:
    """Read YAML in which only null has a meaning: `no`, 0388 and 1e5 stay the text that was written.

    Raises CaseError if the text is not YAML.
    """
    strange = _NOT_YAML.search(text)
    if strange:
        line = text.count("\n", 0, strange.start()) + 1
        raise _unreadable(name, line, f"the character U+{ord(strange[0]):04X} may not stand here; remove it")
    try:
        return _Yaml(text, name=name).source()
    except yaml.MarkedYAMLError as error:
        marks = [mark.line + 1 for mark in (error.problem_mark, error.context_mark) if mark is not None]
        message = f"is not valid YAML: {error.problem or error.context}; {_HINT}"
        raise _unreadable(name, marks[0] if marks else None, message) from error
    except yaml.YAMLError as error:
        raise _unreadable(name, None, f"is not valid YAML: {error}") from error


class _Yaml:
    """Builds data from the parser's events, so that nothing is expanded and nothing recurses far."""

    def __init__(self, text: str, *, name: str) -> None:
        self._events: Iterator[_Event] = yaml.parse(text, yaml.CSafeLoader)
        self._reading = _Reading(name)

    def source(self) -> Source:
        data: object = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    line = _line(event)
                    self._reading.refuse((), line, "a second document starts here; a file holds one case")
                    break
                data = self._value(next(self._events), ())
        return Source(data=data, lines=self._reading.lines, problems=self._reading.problems)

    def _value(self, event: _Event, where: Where) -> object:
        line = _line(event)
        self._reading.lines.setdefault(where, line)
        if len(where) > _DEEPEST:
            raise _unreadable(self._reading.name, line, _TOO_DEEP)
        if getattr(event, "anchor", None) is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            message = f"{sign}{event.anchor} is an anchor or alias; write the value out, or quote it"
            self._reading.refuse(where, line, message)
        if getattr(event, "tag", None) is not None:
            message = f"the tag {event.tag} is not supported; remove it, or quote the value"
            self._reading.refuse(where, line, message)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(where)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(where)
        if isinstance(event, yaml.AliasEvent) or (event.implicit[0] and event.value in _NULLS):
            return None
        return event.value

    def _sequence(self, where: Where) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*where, len(items))))
        return items

    def _mapping(self, where: Where) -> dict[str, object]:
        fields: dict[str, object] = {}
        event: _Event
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = _line(event)
            inner = (*where, event.value if isinstance(event, yaml.ScalarEvent) else "?")
            if not isinstance(event, yaml.ScalarEvent):
                self._value(event, inner)
                self._reading.refuse(inner, line, "a field's name must be plain text")
            inner = self._reading.enter(inner, line)
            value = self._value(next(self._events), inner)
            fields.setdefault(str(inner[len(where)]), value)
        return fields


def read_json(text: str, *, name: str) -> Source:
    """Read JSON, with fractions as exact decimals. Raises CaseError if the text is not JSON."""
    try:
        data = json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_first_of_each
        )
    except json.JSONDecodeError as error:
        raise _unreadable(name, error.lineno, f"is not valid JSON: {error.msg}") from error
    except RecursionError as error:
        raise _unreadable(name, None, _TOO_DEEP) from error
    except (ValueError, ArithmeticError) as error:
        raise _unreadable(name, None, f"is not valid JSON: {error}") from error
    reading = _Reading(name)
    tokens = _tokens(text)
    _locate(next(tokens), tokens, (), reading)
    return Source(data=data, lines=reading.lines, problems=reading.problems)


def _no_constant(word: str) -> object:
    message = f"{word} is no number"
    raise ValueError(message)


def _first_of_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return dict(reversed(pairs))


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, end = 1, 0
    for token in _JSON_TOKEN.finditer(text):
        line += text.count("\n", end, token.start())
        end = token.start()
        yield token[0], line


def _locate(
    token: tuple[str, int], tokens: Iterator[tuple[str, int]], where: Where, reading: _Reading
) -> None:
    """Walk over text that is known to be JSON, and note the line of every field."""
    sign, line = token
    reading.lines.setdefault(where, line)
    if len(where) > _DEEPEST:
        raise _unreadable(reading.name, line, _TOO_DEEP)
    number = 0
    while sign in {"{", "["} and (inner := next(tokens))[0] not in {"}", "]"}:
        if inner[0] == ",":
            number += 1
        elif sign == "[":
            _locate(inner, tokens, (*where, number), reading)
        else:
            place = reading.enter((*where, json.loads(inner[0])), inner[1])
            _locate(next(tokens), tokens, place, reading)


def _unreadable(name: str, line: int | None, message: str) -> CaseError:
    return CaseError("the case cannot be read:", problems=[Problem(message=message, source=name, line=line)])


def _line(event: _Event) -> int:
    return int(event.start_mark.line) + 1

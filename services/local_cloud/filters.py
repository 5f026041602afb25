"""The filter language of Vertex AI's lists (AIP-160) and of Cloud Logging's entries:list."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from services.local_cloud.http.errors import invalid_argument

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<mark>\(|\))
      | (?P<comparator><=|>=|!=|=~|!~|=|<|>|:)
      | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<word>-?[^\s()<>=!:"'~]+|-)
    )""",
    re.VERBOSE,
)
_MAX_DEPTH = 64


@dataclass(frozen=True)
class Comparison:
    """Compares the field at a path with a value; without a path, the value is a text to search for.

    A function call, such as in_context("name"), has the comparator `()`.
    """

    path: tuple[str, ...]
    comparator: str
    value: str


@dataclass(frozen=True)
class Both:
    """Is true if all its parts are true."""

    parts: "tuple[Filter, ...]"


@dataclass(frozen=True)
class Either:
    """Is true if one of its parts is true."""

    parts: "tuple[Filter, ...]"


@dataclass(frozen=True)
class Negation:
    """Is true if its part is false."""

    part: "Filter"


Filter = Comparison | Both | Either | Negation


def parse_filter(text: str) -> Filter:
    """Parse a filter; an empty text gives one that is always true.

    OR binds closer than AND, as in both of Google's languages, and adjacent conditions are joined by
    AND. Raises a 400 ApiError with the position of the first character that can't be parsed.
    """
    parser = _Parser(text)
    if parser.at_end:
        return Both(())
    parsed = parser.conjunction(0)
    if not parser.at_end:
        raise parser.error()
    return parsed


def evaluate(condition: Filter, compare: Callable[[Comparison], bool]) -> bool:
    """Return whether a filter is true, given `compare` for its comparisons."""
    match condition:
        case Both(parts):
            return all(evaluate(part, compare) for part in parts)
        case Either(parts):
            return any(evaluate(part, compare) for part in parts)
        case Negation(part):
            return not evaluate(part, compare)
        case Comparison():
            return compare(condition)


def compare_values(comparison: Comparison, value: Any, operand: Any, noun: str) -> bool:
    """Return whether a value compares with an operand as a comparison's comparator asks.

    Raises a 400 ApiError, which names the values by `noun`, for a comparator that does not compare.
    """
    results: dict[str, bool] = {
        "=": value == operand,
        "!=": value != operand,
        "<": value < operand,
        "<=": value <= operand,
        ">": value > operand,
        ">=": value >= operand,
    }
    if comparison.comparator not in results:
        raise invalid_argument(f'Invalid filter: "{comparison.comparator}" does not compare {noun}.')
    return results[comparison.comparator]


def comparisons(condition: Filter) -> Iterator[Comparison]:
    """Yield every comparison of a filter."""
    match condition:
        case Both(parts) | Either(parts):
            for part in parts:
                yield from comparisons(part)
        case Negation(part):
            yield from comparisons(part)
        case Comparison():
            yield condition


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[tuple[str, str, int]] = []
        position = 0
        while position < len(text.rstrip()):
            match = _TOKEN.match(text, position)
            if match is None:
                raise _error(text, position)
            kind = match.lastgroup or ""
            self._tokens.append((kind, match[kind], match.start(kind)))
            position = match.end()
        self._next = 0

    @property
    def at_end(self) -> bool:
        return self._next == len(self._tokens)

    def error(self) -> Exception:
        position = len(self._text) if self.at_end else self._tokens[self._next][2]
        return _error(self._text, position)

    def conjunction(self, depth: int) -> Filter:
        parts = [self._disjunction(depth)]
        while not self.at_end and not self._peek("mark", ")"):
            self._take("word", "AND")
            parts.append(self._disjunction(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def _disjunction(self, depth: int) -> Filter:
        parts = [self._negation(depth)]
        while self._take("word", "OR"):
            parts.append(self._negation(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _negation(self, depth: int) -> Filter:
        if depth > _MAX_DEPTH:
            raise self.error()
        if self._take("word", "NOT") or self._take("word", "-"):
            return Negation(self._negation(depth + 1))
        if self._take("mark", "("):
            inner = self.conjunction(depth + 1)
            if not self._take("mark", ")"):
                raise self.error()
            return inner
        return self._comparison()

    def _comparison(self) -> Filter:
        kind, text, _position = self._operand()
        negated = kind == "word" and text.startswith("-") and len(text) > 1 and not _is_number(text)
        path = self._path(kind, text[1:] if negated else text)
        if kind == "word" and self._is_call():
            compared: Filter = Comparison(path, "()", self._argument())
        elif self.at_end or self._tokens[self._next][0] != "comparator":
            compared = Comparison((), ":", path[0] if kind == "string" else text.lstrip("-"))
        else:
            comparator = self._tokens[self._next][1]
            self._next += 1
            value_kind, value, _position = self._operand()
            compared = Comparison(path, comparator, _plain(value_kind, value))
        return Negation(compared) if negated else compared

    def _path(self, kind: str, text: str) -> tuple[str, ...]:
        # The tokens of labels."a key".part are the word `labels.`, a string, and the word `.part`.
        if kind == "string":
            return (_plain(kind, text),)
        parts = text.split(".")
        if parts[-1] == "" and not self.at_end and self._tokens[self._next][0] == "string":
            parts[-1] = _plain("string", self._tokens[self._next][1])
            self._next += 1
            if not self.at_end and re.match(r"\.[^.]", self._tokens[self._next][1]):
                parts += self._tokens[self._next][1][1:].split(".")
                self._next += 1
        return tuple(parts)

    def _is_call(self) -> bool:
        # A parenthesis directly after a word opens its arguments, one after a space opens another condition.
        if not self._peek("mark", "("):
            return False
        _kind, text, position = self._tokens[self._next - 1]
        return position + len(text) == self._tokens[self._next][2]

    def _argument(self) -> str:
        self._next += 1
        kind, text, _position = self._operand()
        if not self._take("mark", ")"):
            raise self.error()
        return _plain(kind, text)

    def _operand(self) -> tuple[str, str, int]:
        if self.at_end or self._tokens[self._next][0] not in {"word", "string"}:
            raise self.error()
        token = self._tokens[self._next]
        if token[0] == "word" and token[1] in {"AND", "OR", "NOT"}:
            raise self.error()
        self._next += 1
        return token

    def _peek(self, kind: str, text: str) -> bool:
        return not self.at_end and self._tokens[self._next][:2] == (kind, text)

    def _take(self, kind: str, text: str) -> bool:
        matches = self._peek(kind, text)
        self._next += matches
        return matches


def _plain(kind: str, text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL) if kind == "string" else text


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def _error(text: str, position: int) -> Exception:
    return invalid_argument(
        f"The filter can't be read at character {position + 1}: {text[position:][:40]!r}."
    )

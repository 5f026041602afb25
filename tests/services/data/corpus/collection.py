"""The whole corpus: every case under a name of its own."""

from itertools import chain

from . import (
    bombs,
    control,
    delimiters,
    encodings,
    formats,
    headers,
    line_ends,
    marks,
    moments,
    nothings,
    numbers,
    packages,
    packings,
    parquets,
    quotes,
    ragged,
    shapes,
    spectrum,
    texts,
)
from .case import Case

GROUPS = {
    module.__name__.rpartition(".")[2]: module.CASES
    for module in (
        spectrum,
        encodings,
        delimiters,
        quotes,
        line_ends,
        ragged,
        headers,
        numbers,
        marks,
        moments,
        control,
        texts,
        shapes,
        nothings,
        packings,
        parquets,
        formats,
        bombs,
        packages,
    )
}
CASES: list[tuple[str, Case]] = list(
    chain.from_iterable(((f"{group}/{case.name}", case) for case in cases) for group, cases in GROUPS.items())
)
LONG: list[tuple[str, Case]] = [(f"long/{case.name}", case) for case in bombs.LONG]

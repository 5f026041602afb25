"""What a finding rests on, as numbers with their units, bars, cells and names."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from services.data.findings import Evidence, Fact, Unit
from services.text import formats
from services.text.i18n import _, _n
from services.text.markdown import escape

UNITS: dict[Unit, Callable[[int], str]] = {
    "rows": lambda count: _n("row", "rows", count),
    "cells": lambda count: _n("cell", "cells", count),
    "values": lambda count: _n("value", "values", count),
    "columns": lambda count: _n("column", "columns", count),
    "": lambda _count: "",
}
ROWS = 6
NAMES = 20
CHARACTERS = 60


def show(evidence: Evidence, key: str) -> None:
    """Show the facts in a line each, then what was counted, what cells say, and which columns it is."""
    for fact in evidence.facts:
        st.markdown(_sentence(fact))
    if evidence.counts:
        _counts(evidence.counts[:ROWS], key)
    if evidence.histogram:
        _bars(evidence.histogram.counts, key)
    if evidence.examples:
        cells = " ".join(f":gray-badge[{escape(_cut(cell))}]" for cell in evidence.examples)
        st.markdown(_("Such as {cells}", cells=cells))
    if evidence.columns:
        _columns(evidence.columns)


def _sentence(fact: Fact) -> str:
    counted = _counted(fact)
    return _("{fact}, counted by hash", fact=counted) if fact.hashed else counted


def _counted(fact: Fact) -> str:
    value = f"**{formats.number(fact.value)}**"
    word = UNITS[fact.unit](int(fact.of or fact.value))
    unit = f" {word}" if word else ""
    if fact.of:
        return _(
            "{name}: {value} of {whole}{unit} ({share})",
            name=escape(fact.name),
            value=value,
            whole=formats.number(fact.of),
            unit=unit,
            share=formats.percent(fact.value / fact.of),
        )
    # A fact that is named for what it counts needs no unit beside it.
    same = fact.name.casefold() == UNITS[fact.unit](2).casefold()
    return f"{escape(fact.name)}: {value}{'' if same else unit}"


def _counts(counts: tuple[tuple[str, int], ...], key: str) -> None:
    st.dataframe(
        pd.DataFrame({"value": [_cut(value) for value, _n in counts], "cells": [n for _value, n in counts]}),
        hide_index=True,
        key=f"counts_{key}",
        alt=_("Values with how many cells hold each"),
        column_config={
            "value": st.column_config.TextColumn(_("Value")),
            "cells": st.column_config.ProgressColumn(
                _("Cells"), format="localized", min_value=0, max_value=max(count for _value, count in counts)
            ),
        },
    )


def _bars(counts: tuple[int, ...], key: str) -> None:
    st.dataframe(
        pd.DataFrame({"distribution": [list(counts)]}),
        hide_index=True,
        key=f"bars_{key}",
        row_height=64,
        alt=_("How the numbers lie, from the smallest to the largest"),
        column_config={
            "distribution": st.column_config.BarChartColumn(
                _("Distribution, smallest to largest"), y_min=0, width="large"
            )
        },
    )


def _columns(columns: tuple[str, ...]) -> None:
    names = " ".join(f":gray-badge[{escape(_cut(name))}]" for name in columns[:NAMES])
    more = len(columns) - NAMES
    st.markdown(names if more <= 0 else _("{names} and {count:,} more", names=names, count=more))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= CHARACTERS else f"{line[:CHARACTERS]}…"

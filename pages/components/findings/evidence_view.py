"""The evidence of a finding: numbers with units, counts of values, a histogram, cells and column names."""

import pandas as pd
import streamlit as st

from components.shared import table_frame
from services.data.findings import Evidence, Fact
from services.text import formats
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.findings import fact_name, quantity
from services.text.shorten import shorten

ROWS = 6
NAMES = 20
WIDTH = 60


def show(evidence: Evidence, key: str) -> None:
    """Show one line per fact, then counts, the histogram, examples and the names of the columns."""
    for fact in evidence.facts:
        st.markdown(sentence(fact))
    if evidence.counts:
        _counts(evidence.counts[:ROWS], key)
    if evidence.histogram:
        _histogram(evidence.histogram.counts, key)
    if evidence.examples:
        cells = " ".join(f":gray-badge[{escape(_line(cell))}]" for cell in evidence.examples)
        st.markdown(_("Examples: {cells}", cells=cells))
    if evidence.columns:
        _columns(evidence.columns)


def sentence(fact: Fact) -> str:
    """Return a fact in markdown, with its share if it is a part of a whole."""
    name, value = fact_name(fact.name, estimated=fact.hashed), formats.number(fact.value, plain=fact.plain)
    if not fact.of:
        return _("{fact}: **{value}**", fact=name, value=value)
    whole, share = quantity(int(fact.of), fact.unit), formats.percent(fact.value / fact.of)
    return _("{fact}: **{value}** of {whole} ({share})", fact=name, value=value, whole=whole, share=share)


def _counts(counts: tuple[tuple[str, int], ...], key: str) -> None:
    values = [_line(value) for value, _count in counts]
    cells = [count for _value, count in counts]
    st.dataframe(
        pd.DataFrame({"value": values, "cells": cells}),
        hide_index=True,
        height=table_frame.height(len(cells)),
        key=f"counts_{key}",
        alt=_("Number of cells per value"),
        column_config={
            "value": st.column_config.TextColumn(_("Value")),
            "cells": st.column_config.ProgressColumn(
                _("Cells"), format="localized", min_value=0, max_value=max(cells)
            ),
        },
    )


def _histogram(counts: tuple[int, ...], key: str) -> None:
    st.dataframe(
        pd.DataFrame({"distribution": [list(counts)]}),
        hide_index=True,
        key=f"histogram_{key}",
        row_height=64,
        alt=_("Histogram of the values, smallest to largest"),
        column_config={
            "distribution": st.column_config.BarChartColumn(
                _("Distribution, smallest to largest"), y_min=0, width="large"
            )
        },
    )


def _columns(columns: tuple[str, ...]) -> None:
    names = " ".join(f":gray-badge[{escape(_line(name))}]" for name in columns[:NAMES])
    more = len(columns) - NAMES
    st.markdown(names if more <= 0 else _("{names} and {count:,} more", names=names, count=more))


def _line(text: str) -> str:
    return shorten(" ".join(text.split()), WIDTH)

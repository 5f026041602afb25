"""Every text of a page that a reader sees, taken from the elements that it sends to the browser, and keys."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

# The fields of Streamlit's messages that hold words for a reader.
VISIBLE = {
    *("body", "label", "help", "placeholder", "text", "title", "caption", "captions", "message"),
    *("content", "subtext", "delta", "options", "headers", "tooltip"),
}
# What these show is code or data, and Streamlit's own words.
NOT_WORDS = {"code", "json", "exception", "help_info", "arrow_data"}
PLOT_TEXTS = {"text", "name", "hovertemplate", "hovertext", "texttemplate", "ticktext"}
_MARKUP = re.compile(r":material/\w+:|:[a-z]+-?(?:badge|background)?(?=\[)|</?[a-z][^>]*>|%\{[^}]*\}|\\")


def texts(app: AppTest) -> Iterator[tuple[str, str]]:
    """Yield each visible text with the kind of its element, without markdown's directives."""
    for kind, text in _of_node(app._tree):
        text = _MARKUP.sub("", text)
        if text.strip():
            yield kind, text


def keys(app: AppTest) -> set[str]:
    """Return the keys of the widgets and containers on a page."""
    return {key for node in app._tree if (key := getattr(node, "key", None))}


def _of_node(node: Any) -> Iterator[tuple[str, str]]:
    kind = getattr(node, "type", "")
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message) and kind not in NOT_WORDS:
        if kind == "plotly_chart":
            yield from ((kind, text) for text in _of_plot(json.loads(proto.spec)))
        elif kind == "dataframe":
            yield from ((kind, text) for text in _of_frame(proto))
        else:
            yield from ((kind, text) for text in _of_message(proto))
    for child in getattr(node, "children", {}).values():
        yield from _of_node(child)


def _of_message(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        values = value if field.is_repeated else [value]
        for item in values:
            if isinstance(item, Message):
                yield from _of_message(item)
            elif isinstance(item, str) and field.name in VISIBLE:
                yield item


def _of_frame(proto: Any) -> Iterator[str]:
    configured = json.loads(proto.columns or "{}")
    hidden = {name for name, settings in configured.items() if settings.get("hidden")}
    for name, settings in configured.items():
        if name not in hidden:
            yield from (settings[key] for key in ("label", "help") if settings.get(key))
    with pa.ipc.open_stream(proto.arrow_data.data) as stream:
        table = stream.read_all()
    for name, column in zip(table.column_names, table.columns, strict=True):
        if name in hidden or name == "_index" or name.startswith("__index"):
            continue
        if not configured.get(name, {}).get("label"):
            yield name
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            yield from (text for text in column.to_pylist() if text)


def _of_plot(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in ("template", "meta", "customdata"):
                yield from _of_plot(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _of_plot(item, name)
    elif isinstance(value, str) and name in PLOT_TEXTS:
        yield value

"""Every text of a page that a reader sees, taken from the elements that it sends to the browser, and keys."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pyarrow as pa
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

# The fields of Streamlit's messages that hold words for a reader, or that a screen reader reads.
VISIBLE = {
    *("alt", "body", "caption", "captions", "content", "default", "delta", "delta_description", "headers"),
    *("help", "label", "message", "options", "placeholder", "subtext", "text", "title", "tooltip"),
    *("validate_message", "value"),
}
# What these show is code or data, and Streamlit's own words.
NOT_WORDS = {"code", "json", "exception", "help_info", "arrow_data"}
# The fields of a form that hold code, addresses and names of Google's, by the start of their keys.
CODE_FIELDS = ("script_", "serving_image", "container_")
_VALUES = frozenset({"default", "value"})
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+")  # a place on an axis of dates
PLOT_TEXTS = {
    *("customdata", "hovertemplate", "hovertext", "name", "prefix", "suffix", "text", "texttemplate"),
    *("ticktext", "tickprefix", "ticksuffix", "title", "x", "y"),
}


def texts(app: AppTest) -> Iterator[tuple[str, str]]:
    """Yield each visible text with the type of its element."""
    for kind, text in _of_node(app._tree):
        if text.strip():
            yield kind, text


def keys(app: AppTest) -> set[str]:
    """Return the keys of the widgets and containers on a page."""
    return {key for node in app._tree if (key := getattr(node, "key", None))}


def url(app: AppTest) -> dict[str, str]:
    """Return what the browser's URL names: what the app completes, where a browser has no entry for it."""
    parameters: dict[str, str] = json.loads(app.get_by_key("address").proto.json)["parameters"]
    return parameters


def html_texts(page: str) -> Iterator[tuple[str, str]]:
    """Yield each visible text of an HTML page, and those that a screen reader reads, with their tag."""
    parser = _HtmlTexts()
    parser.feed(page)
    yield from parser.texts


def _of_node(node: Any) -> Iterator[tuple[str, str]]:
    kind = getattr(node, "type", "")
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message) and kind not in NOT_WORDS:
        if kind == "plotly_chart":
            yield kind, proto.alt
            yield from (
                (kind, text) for text in _of_plot(json.loads(proto.spec)) if not MOMENT.fullmatch(text)
            )
        elif kind in ("arrow_data_frame", "dataframe"):
            yield from ((kind, text) for text in (proto.alt, proto.placeholder, *_of_frame(proto)))
        elif kind == "table":
            yield from ((kind, text) for text in (proto.alt, *_of_static(proto)))
        elif kind == "bidi_component":
            yield from ((kind, text) for text in _of_component(proto))
        elif kind == "html":
            yield from ((kind, text) for _tag, text in html_texts(proto.body))
        else:
            hidden = _VALUES if str(getattr(node, "key", "")).startswith(CODE_FIELDS) else frozenset()
            yield from ((kind, text) for text in _of_message(proto, hidden))
    for child in getattr(node, "children", {}).values():
        yield from _of_node(child)


def _of_message(message: Message, hidden: frozenset[str] = frozenset()) -> Iterator[str]:
    for field, value in message.ListFields():
        values = value if field.is_repeated else [value]
        for item in values:
            if isinstance(item, Message):
                yield from _of_message(item)
            elif isinstance(item, str) and field.name in VISIBLE - hidden:
                yield item


def _of_frame(proto: Any) -> Iterator[str]:
    configured = json.loads(proto.columns or "{}")
    hidden = {name for name, settings in configured.items() if settings.get("hidden")}
    ordered = set(proto.column_order)
    with pa.ipc.open_stream(proto.arrow_data.data) as stream:
        table = stream.read_all()
    for name, column in zip(table.column_names, table.columns, strict=True):
        if (
            name in hidden
            or name == "_index"
            or name.startswith("__index")
            or (ordered and name not in ordered)
        ):
            continue
        settings = configured.get(name, {})
        yield settings.get("label") or name
        yield settings.get("help") or ""
        shown = _of_options(settings.get("type_config") or {})
        yield from shown.values()
        yield from (shown.get(text, text) for text in _of_cells(column))


def _of_static(proto: Any) -> Iterator[str]:
    with pa.ipc.open_stream(proto.arrow_data.data) as stream:
        table = stream.read_all()
    for name, column in zip(table.column_names, table.columns, strict=True):
        if not name.startswith("__index"):
            yield name
            yield from _of_cells(column)


def _of_cells(column: pa.ChunkedArray) -> Iterator[str]:
    for value in column.to_pylist():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                yield item


def _of_options(settings: dict[str, Any]) -> dict[str, str]:
    """Return the text of each option of a column of choices by its value."""
    options = settings.get("options") or []
    return {
        str(option["value"]): str(option.get("label") or option["value"])
        for option in options
        if isinstance(option, dict)
    } | {option: option for option in options if isinstance(option, str)}


def _of_component(proto: Any) -> Iterator[str]:
    """Yield the words that a component of the app's own shows, which it gets under that name."""
    data = json.loads((proto.mixed.json if proto.HasField("mixed") else proto.json) or "{}")
    yield from _of_data(data.get("words", {}))


def _of_data(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _of_data(item)
    elif isinstance(value, list):
        for item in value:
            yield from _of_data(item)
    elif isinstance(value, str):
        yield value


def _of_plot(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in ("template", "meta"):
                yield from _of_plot(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _of_plot(item, name)
    elif isinstance(value, str) and name in PLOT_TEXTS:
        yield value


class _HtmlTexts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self._tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        for name, value in attrs:
            if name in ("alt", "aria-label", "placeholder", "title") and value:
                self.texts.append((tag, value))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - its name is the base class's
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag != "style" and data.strip():
            self.texts.append((self._tag, data))

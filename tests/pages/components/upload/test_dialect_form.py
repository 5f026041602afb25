"""A change in the dialect form takes effect at once and can be undone."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.upload import dialect_form
from services.data.reading.dialect import DialectOptions
from services.errors import InvalidInput
from services.text.markdown import escape
from services.text.messages.errors import error_text

Run = Callable[..., AppTest]


def key_of(content: bytes, field: str) -> str:
    return dialect_form.field_key(f"file_{len(content)}_x.csv", field)


def columns(app: AppTest) -> list[str]:
    """Return the columns of the preview, the first table on the page."""
    return list(app.dataframe[0].value.columns) if app.dataframe else []


@pytest.fixture
def uploaded(open_page: Run, run_until: Run) -> Run:
    """Return a function that uploads a file with options set, and runs until a condition holds."""

    def uploaded(
        content: bytes, options: dict[str, object], condition: Callable[[AppTest], object]
    ) -> AppTest:
        app = open_page("data.py")
        for field, value in options.items():
            app.session_state[key_of(content, field)] = value
        app.file_uploader[0].upload("x.csv", content).run()
        return run_until(app, condition)

    return uploaded


@pytest.mark.parametrize(
    ("content", "options", "names"),
    [
        (b"a#b\n1#2\n3#4\n", {"delimiter": "#"}, ["a", "b"]),
        (b"a;x\tb\n1;y\t2\n", {"delimiter": "\\t"}, ["a;x", "b"]),
        (b"a||b;c\n1||2;3\n", {"delimiter": "||"}, ["a", "b;c"]),
        (b"n,t\nx!,y,1\nz,2\n", {"escape": "!"}, ["n", "t"]),
        (b"x,y\na,b\n1,2\n", {"skip": 1}, ["a", "b"]),
    ],
)
def test_a_typed_character_takes_effect_at_once(
    uploaded: Run, content: bytes, options: dict[str, object], names: list[str]
) -> None:
    uploaded(content, options, lambda app: columns(app) == names)


def test_an_invalid_character_is_refused_and_can_be_undone(uploaded: Run, run_until: Run) -> None:
    content = b"a,b\n1,2\n"
    message = error_text(InvalidInput("invalid_delimiter", delimiter='"')).message
    app = uploaded(
        content, {"delimiter": '"'}, lambda app: any(escape(message) in error.value for error in app.error)
    )
    app.selectbox(key=key_of(content, "delimiter")).set_value(None).run()
    run_until(app, lambda app: columns(app) == ["a", "b"])


def test_without_a_choice_everything_is_detected() -> None:
    assert dialect_form.options("nothing") == DialectOptions()

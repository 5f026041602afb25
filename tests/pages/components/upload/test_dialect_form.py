"""A change in the dialect form takes effect at once and can be undone."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.upload import dialect_form, upload
from services.data.reading.parsing.dialect import DialectOptions
from services.errors import InvalidInput
from services.text.markdown import escape
from services.text.messages.errors import error_text
from tests.services.data.corpus.packings import zipped
from tests.workbooks import excel, rows

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


TABLES = [
    excel({"First": rows("a|b", "1|x"), "Second": rows("c|d|e", "1|x|2")}),
    zipped(("First", b"a,b\n1,x\n"), ("Second", b"c,d,e\n1,x,2\n")),
    b'{"First": [{"a": 1, "b": "x"}], "Second": [{"c": 1, "d": "x", "e": 2}]}',
]


@pytest.mark.parametrize("content", TABLES, ids=["workbook", "archive", "document"])
def test_another_table_of_a_file_is_chosen_and_the_first_one_again(
    uploaded: Run, run_until: Run, content: bytes
) -> None:
    app = uploaded(content, {}, lambda app: columns(app) == ["a", "b"])
    choice = app.selectbox(key=key_of(content, "table"))
    assert choice.options[1:] == ["First", "Second"]
    for table, names in (("Second", ["c", "d", "e"]), (None, ["a", "b"])):
        app.selectbox(key=key_of(content, "table")).set_value(table).run()
        run_until(app, lambda app, names=names: columns(app) == names)


def test_a_choice_stays_while_the_file_is_read_again(
    uploaded: Run, run_until: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"a;b,c\n1;2,3\n4;5,7\n"
    app = uploaded(content, {}, lambda app: columns(app))
    monkeypatch.setattr(upload, "PATIENCE_SECONDS", 0)
    box = app.selectbox(key=key_of(content, "delimiter"))
    box.set_value(next(delimiter for delimiter in (",", ";") if delimiter not in "".join(columns(app)))).run()
    before = columns(app)
    run_until(app, lambda app: columns(app) not in ([], before))
    assert app.selectbox(key=key_of(content, "delimiter")).value is not None


def test_without_a_choice_everything_is_detected() -> None:
    assert dialect_form.options("nothing") == DialectOptions()

"""What somebody says of how a file is written is read at once, and can be taken back."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.upload import dialect_form
from services.data.reading.dialect import Given

Run = Callable[..., AppTest]


@pytest.fixture
def uploaded(open_page: Run, run_until: Run) -> Run:
    """Return a function that uploads a file with what is said of it, and runs until a text is shown."""

    def uploaded(content: bytes, said: dict[str, object], shown: str) -> AppTest:
        app = open_page("data.py")
        for field, value in said.items():
            app.session_state[f"given_file_{len(content)}_x.csv_{field}"] = value
        app.file_uploader[0].upload("x.csv", content).run()
        return run_until(app, lambda app: any(shown in each.value for each in (*app.markdown, *app.error)))

    return uploaded


@pytest.mark.parametrize(
    ("content", "said", "names"),
    [
        (b"a#b\n1#2\n3#4\n", {"delimiter": "#"}, ["a", "b"]),
        (b"a;x\tb\n1;y\t2\n", {"delimiter": "\\t"}, ["a;x", "b"]),
        (b"a||b;c\n1||2;3\n", {"delimiter": "||"}, ["a", "b;c"]),
        (b"n,t\nx!,y,1\nz,2\n", {"escape": "!"}, ["n", "t"]),
        (b"x,y\na,b\n1,2\n", {"skip": 1}, ["a", "b"]),
    ],
)
def test_a_sign_that_somebody_types_is_read_at_once(
    uploaded: Run, content: bytes, said: dict[str, object], names: list[str]
) -> None:
    app = uploaded(content, said, "**2 columns**")
    assert list(app.dataframe[0].value.columns) == names


def test_a_sign_that_cannot_be_is_refused_and_can_be_taken_back(uploaded: Run, run_until: Run) -> None:
    app = uploaded(b"a,b\n1,2\n", {"delimiter": '"'}, "can't stand between cells")
    box = next(each for each in app.selectbox if each.label == "Cells are separated by")
    box.set_value(None).run()
    run_until(app, lambda app: any("**2 columns**" in each.value for each in app.markdown))


def test_nothing_said_is_nothing_given() -> None:
    assert dialect_form.given("nothing") == Given()


@pytest.mark.parametrize(
    ("delimiter", "shown"), [(",", "comma"), ("", "none"), ("§", "“§”"), ("\x01", "“\\x01”"), ("::", "“::”")]
)
def test_a_sign_is_shown_by_its_name_or_as_it_is(delimiter: str, shown: str) -> None:
    assert dialect_form.sign(delimiter) == shown

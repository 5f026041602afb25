"""Text stands out from its ground in both themes, as WCAG 2.2 asks at level AA."""

import re
import tomllib
from itertools import product
from typing import Any

import pytest

from components.shared.charts import MATRIX
from services.settings import ROOT

LEAST = 4.5
CAPTION = 0.6  # how opaque Streamlit draws a caption
TINTS = {"light": 0.1, "dark": 0.2}  # how opaque it draws the ground of a badge or an alert
WHITE = "#FFFFFF"
COLOURS = ("red", "orange", "yellow", "green", "blue", "violet", "gray")
THEMES: dict[str, Any] = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"]
STYLE = (ROOT / "pages/static/look.css").read_text()
PAIRS = re.findall(r"(?<!-)color: light-dark\((#\w{6}), (#\w{6})\)", STYLE)
GROUNDS = re.findall(r"background-color: light-dark\((#\w{6}), (#\w{6})\)", STYLE)


def channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def luminance(colour: str) -> float:
    shares = [channel / 255 for channel in channels(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(text: str, ground: str) -> float:
    darker, lighter = sorted((luminance(text), luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05)


def over(colour: str, ground: str, opacity: float) -> str:
    mixed = (
        round(front * opacity + back * (1 - opacity))
        for front, back in zip(channels(colour), channels(ground), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def grounds(theme: dict[str, Any]) -> list[str]:
    sides = (theme, theme["sidebar"])
    return [side[name] for side in sides for name in ("backgroundColor", "secondaryBackgroundColor")]


@pytest.mark.parametrize(
    ("text", "ground", "ratio"),
    [("#000000", WHITE, 21.0), (WHITE, "#000000", 21.0), ("#777777", WHITE, 4.48), (WHITE, WHITE, 1.0)],
)
def test_contrast_is_that_of_the_standard(text: str, ground: str, ratio: float) -> None:
    assert contrast(text, ground) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_links_and_captions_stand_out_from_every_ground(theme: str) -> None:
    colours = THEMES[theme]
    for ground in grounds(colours):
        caption = over(colours["textColor"], ground, CAPTION)
        for text in (colours["textColor"], colours["linkColor"], caption):
            assert contrast(text, ground) >= LEAST, (text, ground)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_primary_button_bears_white_text(theme: str) -> None:
    assert contrast(WHITE, THEMES[theme]["primaryColor"]) >= LEAST


@pytest.mark.parametrize("place", [0, 1])
def test_a_button_that_destroys_bears_white_text_also_under_the_pointer(place: int) -> None:
    assert len(GROUNDS) == 2
    for ground in GROUNDS:
        assert contrast(WHITE, ground[place]) >= LEAST


@pytest.mark.parametrize(("theme", "name"), list(product(["light", "dark"], COLOURS)))
def test_coloured_text_stands_out_from_the_page_and_from_its_own_tint(theme: str, name: str) -> None:
    colours = THEMES[theme]
    text, page = colours[f"{name}TextColor"], colours["backgroundColor"]
    for ground in (*grounds(colours), over(colours[f"{name}Color"], page, TINTS[theme])):
        assert contrast(text, ground) >= LEAST, ground


@pytest.mark.parametrize(("place", "theme"), [(0, "light"), (1, "dark")])
def test_code_and_what_is_selected_stand_out(place: int, theme: str) -> None:
    colours = THEMES[theme]
    assert PAIRS
    for text in (colours["codeTextColor"], *(pair[place] for pair in PAIRS)):
        for ground in (colours["codeBackgroundColor"], colours["backgroundColor"]):
            assert contrast(text, ground) >= LEAST, (text, ground)
    selected = PAIRS[-1][place]
    assert contrast(selected, over(colours["primaryColor"], colours["backgroundColor"], 0.15)) >= LEAST


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_numbers_of_a_confusion_matrix_stand_out_from_their_cells(theme: str) -> None:
    fewest, most, numbers = MATRIX[theme]
    for place in range(11):
        assert contrast(numbers, over(most, fewest, place / 10)) >= LEAST

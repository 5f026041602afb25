"""Each stage has words."""

from typing import get_args

import pytest

from services.runtime.background import Stage, StageCode
from services.text.messages.stages import stage_text


@pytest.mark.parametrize("code", get_args(StageCode))
def test_each_stage_has_a_text(code: StageCode) -> None:
    assert stage_text(Stage(code, 1, 2)).endswith("…")


def test_a_download_shows_how_much_is_done() -> None:
    assert "1,500 of 3,000 MB" in stage_text(Stage("downloading_source", 1500 * 1024**2, 3000 * 1024**2))

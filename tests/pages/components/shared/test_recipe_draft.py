"""A draft is what a session changed and hasn't saved."""

from dataclasses import replace

import pytest
import streamlit as st

from components.shared import recipe_draft
from services.data.recipe.recipe import Recipe

SAVED = Recipe("y", "classification", (("x", "numeric"),))
EDITED = replace(SAVED, seed=3)


@pytest.fixture(autouse=True)
def _session(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})


@pytest.fixture
def warnings(monkeypatch):
    shown = []
    monkeypatch.setattr(st, "warning", lambda text, **_options: shown.append(text))
    return shown


def test_without_a_draft_the_saved_recipe_is_shown():
    assert recipe_draft.of("1", SAVED) is SAVED


def test_a_draft_is_kept_until_it_is_what_is_saved(warnings):
    recipe_draft.put("1", SAVED, EDITED)
    assert recipe_draft.of("1", SAVED) == EDITED
    assert recipe_draft.of("2", SAVED) == SAVED
    recipe_draft.put("1", EDITED, EDITED)
    assert recipe_draft.of("1", EDITED) == EDITED
    assert warnings == []


def test_another_recipe_that_was_saved_meanwhile_is_warned_of(warnings):
    recipe_draft.edit("1", SAVED, EDITED)
    assert recipe_draft.of("1", replace(SAVED, seed=9)) == EDITED
    assert len(warnings) == 1


def test_a_replaced_draft_lets_the_widgets_start_anew():
    st.session_state["target_1"] = st.session_state["task_1_y"] = "old"
    recipe_draft.change("1", SAVED, EDITED)
    assert recipe_draft.generation("1") == 1
    assert "target_1" not in st.session_state
    assert "task_1_y" not in st.session_state

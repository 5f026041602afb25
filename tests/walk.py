"""A walk through every page in one language that collects what a reader sees, for the tests of words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest, element_tree

from services import settings
from services.data.export import html_report
from services.data.export.csv_tables import Remark
from services.data.findings import findings
from services.settings import ROOT, Target
from services.text.i18n import use_language
from services.vertex import training
from services.vertex.training import Run
from services.workflows import datasets as workflows
from tests.greek import LEAK, GreekProject, restore_sdk, table
from tests.pages import tabs
from tests.pages.screen import html_texts, keys, texts

TIMEOUT_SECONDS = 120
STEPS = 5  # as many options of a choice are made
PAGES = ("overview", "data", "train", "deploy", "playground")
Text = tuple[str, str]  # the type of an element, and what it shows

# What is no word of a language: icons, colours, tags, placeholders that plotly or a component fills, escapes.
_MARKUP = re.compile(
    r"<style>[^<]*</style>|:material/\w+:|:[a-z]+(?:-badge|-background)?(?=\[)|</?[a-z][^>]*>|%\{[^}]*\}|\{\w+\}|\\(?=\W)"
)
# What is the same in every language: products, languages, code, and Google's machines and regions.
_NAMES = re.compile(
    r"gs://\S+|(?<![A-Za-z])(?:Vertex Launchpad|Vertex AI|English|CSV|JSON|HTML|Python|curl|recipe\.py|UTC"
    r"|pd-ssd|pd-standard|NVIDIA_\w+|STANDARD|SPOT|FLEX_START|UTF-\d+|v\d+|e[0-9a-f]{19}|[a-z]\d[a-z]?-[a-z]+-\d+g?|us-central1)(?![A-Za-z])"
)


class Shown(str):
    """An option as a reader sees it; a browser names it so, where AppTest wants the value behind it."""


class Walk:
    """Opens pages in one language and returns their texts."""

    def __init__(
        self,
        language: str,
        project: GreekProject,
        launch: Callable[..., Run],
        patch: pytest.MonkeyPatch,
        folder: Path,
    ) -> None:
        self.language = language
        self.project = project
        self._launch = launch
        self._patch = patch
        self._folder = folder
        self._navigation: list[Text] = []

    def open(self, page: str, here: Target | None = None, **parameters: str) -> AppTest:
        """Open a page of the project, or of another target, with parameters in its address."""
        target = here or self.project.target
        settings.target.cache_clear()
        with self._patch.context() as patch:
            patch.setattr(settings, "read_target", lambda _environment: target)
            settings.target()
        app = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=TIMEOUT_SECONDS)
        for name, value in {"lang": self.language, **parameters}.items():
            app.query_params[name] = value
        if page != "overview":
            app.switch_page(f"{page}.py")
        with self._patch.context() as patch:
            patch.setattr(st, "navigation", _noting(st.navigation, self._navigation))
            return app.run()

    def of(self, app: AppTest) -> list[Text]:
        """Return what a page, with each of its tabs open in turn, and the navigation beside it show."""
        return [*(text for page in tabs.opened(app) for text in _texts(page)), *self._navigation]

    def open_empty(self, page: str) -> AppTest:
        """Open a page of a project in which there is nothing yet."""
        return self.open(page, replace(self.project.target, project="κενό"))

    def open_full(self, page: str) -> AppTest:
        """Open a page of the project with all that it shows of a dataset, run, model or endpoint."""
        project = self.project
        parameters = {
            "overview": {},
            "data": {"dataset": project.dataset.id},
            "train": {"dataset": project.dataset.id, "run": project.run.id},
            "deploy": {"model": project.run.model_id, "endpoint": project.endpoint.id},
            "playground": {"endpoint": project.endpoint.id},
        }
        return self.open(page, **parameters[page])

    def without_cloud(self) -> list[Text]:
        """Return a page whose local cloud doesn't answer."""
        return self.of(self.open("data", replace(self.project.target, state_dir=self._folder)))

    def upload(self, content: bytes) -> list[Text]:
        """Return the data page with a file that was uploaded."""
        app = self.open("data")
        app.file_uploader[0].upload("Πίνακας.csv", content).run()
        return self.of(app)

    def selections(self) -> list[Text]:
        """Return the data page with each row of its tables of columns and of changes selected in turn."""
        shown = []
        selected: set[str] = set()
        for app in tabs.opened(self.open("data", dataset=self.project.dataset.id)):
            keys = {frame.key for frame in app.dataframe if frame.key} - selected
            for key in filter(lambda key: key.startswith(("columns_", "changes_")), keys):
                for row in range(len(self.project.dataset_columns)):
                    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
                    shown += _texts(app.run())
                selected.add(key)
        assert len(selected) == 2
        return shown

    def unanswered(self) -> list[Text]:
        """Return the data and the train page of a dataset whose target nobody has chosen."""
        return [
            text
            for page in ("data", "train")
            for text in self.of(self.open(page, dataset=self.project.earlier.id))
        ]

    def choices(self, page: str) -> list[Text]:
        """Return a page with each choice on it made: the first step makes each second option, and so on.

        The recipe, which the page saves as it is changed, is then stored again as it was.
        """
        here, folder = self.project.target, self.project.dataset.folder
        recipe = workflows.read_recipe(here, folder)
        assert recipe is not None
        try:
            return self._choices(page)
        finally:
            workflows.save_recipe(here, folder, recipe)

    def _choices(self, page: str) -> list[Text]:
        shown: list[Text] = []
        for step in range(1, STEPS + 1):
            made: set[str] = set()
            has_choices = False
            for app in tabs.opened(self.open_full(page)):
                has_choices |= _choose(app, step, made)
                shown += _texts(app.run())
            if not has_choices:
                break
        return shown

    def questions(self) -> list[Text]:
        """Return the pages with each question that comes before something is deleted or undeployed."""
        shown = []
        project = self.project
        for page, parameters in (
            ("data", {"dataset": project.dataset.id}),
            ("train", {"run": project.run.id}),
            ("deploy", {"endpoint": project.endpoint.id}),
        ):
            keys = [button.key for button in self.open(page, **parameters).button]
            asking = [key for key in keys if key and key.startswith(("delete", "undeploy"))]
            assert asking, keys
            for key in asking:
                app = self.open(page, **parameters)
                app.button(key=key).click().run()
                assert len(app.button) > len(keys)
                shown += self.of(app)
        return shown

    def prediction(self) -> list[Text]:
        """Return the playground with an instance as JSON, then with a prediction."""
        app = self.open("playground", endpoint=self.project.endpoint.id)
        app.segmented_control(key="input_kind").set_value("json").run()
        shown = self.of(app)
        app.segmented_control(key="input_kind").set_value("form").run()
        app.button(key="predict").click().run()
        assert app.code
        return [*shown, *self.of(app)]

    def own_code(self) -> list[Text]:
        """Return the train page with the form for each kind of own code."""
        app = self.open("train", dataset=self.project.dataset.id)
        app.segmented_control(key="run_kind").set_value("own_code").run()
        shown = self.of(app)
        for kind in ("package", "container"):
            app.segmented_control(key="code_kind").set_value(kind).run()
            assert "launch_blocked" in keys(app)
            shown += self.of(app)
        return shown

    def running(self) -> list[Text]:
        """Return the train page with a run that was launched just now."""
        run = self._launch(self.project.target, self.project.dataset, "Δοκιμή", confirmed=[LEAK])
        shown = self.of(self.open("train", dataset=self.project.dataset.id, run=run.id))
        training.cancel(self.project.target, run)
        return shown

    def report(self) -> list[Text]:
        """Return the HTML report of the project's table."""
        from services import cache  # as a plugin is loaded, Streamlit would complain of it

        here, dataset = self.project.target, self.project.dataset
        profile, recipe = cache.profile(here, dataset.folder), cache.recipe(here, dataset.folder)
        found = findings(profile, recipe, (), cache.repairs(here, dataset.folder))
        with use_language(self.language):
            remarks = [Remark.from_finding(finding) for finding in found]
            page = html_report.html(dataset.display_name, profile, remarks, target=recipe.target)
        return list(html_texts(page))


SCENES: dict[str, Callable[[Walk], list[Text]]] = {
    **{f"{page}, empty": lambda walk, page=page: walk.of(walk.open_empty(page)) for page in PAGES},
    **{f"{page}, full": lambda walk, page=page: walk.of(walk.open_full(page)) for page in PAGES},
    "data and train, no target": Walk.unanswered,
    "data, selected rows": Walk.selections,
    **{f"{page}, other choices": lambda walk, page=page: walk.choices(page) for page in PAGES[1:]},
    "data, a table": lambda walk: walk.upload(table(3)),
    "data, no table": lambda walk: walk.upload(b""),
    "data, no local cloud": Walk.without_cloud,
    "train, own code": Walk.own_code,
    "train, a run under way": Walk.running,
    "questions before a deletion": Walk.questions,
    "playground, a prediction": Walk.prediction,
    "report": Walk.report,
}


def _choose(app: AppTest, step: int, made: set[str]) -> bool:
    """Make each choice that isn't yet made, note its key, and return whether there was any."""
    new = [widget for widget in (*app.selectbox, *app.get("button_group")) if widget.key not in made]
    widgets = [
        widget for widget in new if step < len(widget.options) and not (widget.key or "").endswith("_choice")
    ]
    for widget in widgets:
        chosen = Shown(widget.options[step])
        is_many = isinstance(widget.value, list)
        widget.set_value([chosen] if is_many else chosen)
    switches = [switch for switch in (*app.toggle, *app.checkbox) if switch.key not in made]
    for switch in switches:
        switch.set_value(not switch.value)
    made.update(widget.key or "" for widget in (*widgets, *switches))
    return bool(widgets)


def _texts(app: AppTest) -> list[Text]:
    assert not app.exception, [error.value for error in app.exception]
    return list(texts(app))


def left_over(walk: Walk, scene: str, words: re.Pattern[str]) -> list[Text]:
    """Return the texts of a scene with Latin letters that are no markup, no name and none of the words."""
    # AppTest formats the options of a choice once more, in the thread of the test.
    with use_language(walk.language):
        shown = SCENES[scene](walk)
    return [(kind, text) for kind, text in dict.fromkeys(shown) if has_latin_letters(text, words)]


def has_latin_letters(text: str, words: re.Pattern[str]) -> bool:
    """Return whether there are Latin letters in a text beside markup, names and some words."""
    for pattern in (words, _MARKUP, _NAMES):
        text = pattern.sub(" ", text)
    return re.search("[A-Za-z]", text) is not None


@pytest.fixture
def walk_in(
    greek_project: GreekProject, launch: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Callable[[str], Walk]]:
    """Start a walk in a language; what pages cache is forgotten before and after."""
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    formatted = element_tree._format_value_for_widget
    monkeypatch.setattr(
        element_tree,
        "_format_value_for_widget",
        lambda function, value: str(value) if isinstance(value, Shown) else formatted(function, value),
    )
    _forget()
    yield lambda language: Walk(language, greek_project, launch, monkeypatch, tmp_path)
    restore_sdk()
    _forget()


def _forget() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()
    settings.target.cache_clear()


def _noting(navigation: Callable[..., Any], noted: list[Text]) -> Callable[..., Any]:
    """Return st.navigation that notes the titles it shows: AppTest has no element for them."""

    def noting(pages: dict[str, list[Any]], **options: Any) -> Any:
        for section, members in pages.items():
            noted.append(("navigation", section))
            noted.extend(("navigation", text) for page in members for text in (page.title, page.help))
        return navigation(pages, **options)

    return noting

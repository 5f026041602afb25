"""The form that launches a training run."""

from dataclasses import replace
from typing import assert_never

import streamlit as st

from components.background.form import Form
from components.changes import recipe_changes, saved_line
from components.context import links, session
from components.dataset import statistics
from components.findings import findings_view
from components.recipe import association_search
from components.runs import job_options, launch_options, registration
from components.runs.registration import Registration
from components.shared import empty
from services import cache
from services.data.findings import blocking
from services.data.recipe.algorithms import suitable
from services.data.recipe.recipe import Recipe
from services.pricing import catalogue
from services.settings import Target
from services.text.i18n import _, _n
from services.text.markdown import escape
from services.text.messages.algorithms import algorithm_description, algorithm_title
from services.text.messages.findings import finding_text
from services.text.messages.recipe import split_text
from services.text.messages.titles import proposed_name, run_name
from services.vertex.datasets import NAME_CHARACTERS, Dataset
from services.vertex.training import Run, TrainingRequest
from services.vertex.versions import family

LAUNCH = Form[Run]("launch", "launching_run", creates=True)
COMPARE = Form[tuple[Run, ...]]("compare", "launching_run", creates=True)
_LAUNCHED = "launched_run"


def section(target: Target, dataset: Dataset) -> None:
    """Show what a run would learn, how, and what blocks it, and launch the run when asked to.

    Until somebody chose the target, it only leads to that question.
    """
    recipe = recipe_changes.current(target, dataset)
    if recipe is None:
        _locked(dataset)
        return
    _summary(recipe)
    # On the first screen of a phone, too: the options and findings below may be long.
    launch = st.container(key="launch_row")
    with st.container(horizontal=True, vertical_alignment="center", key="recipe_actions"):
        links.page_link(
            "data.py",
            _("Change the target or the columns"),
            icon=":material/tune:",
            dataset=dataset.id,
        )
        saved_line.undo_button(target, dataset, recipe)
    saved_line.show(target, dataset, recipe)
    algorithms = suitable(recipe)
    algorithm = st.segmented_control(
        _("Algorithm"),
        algorithms,
        default=algorithms[0],
        format_func=algorithm_title,
        key="algorithm",
        required=True,
        wrap=True,
    )
    st.caption(algorithm_description(str(algorithm)))
    request, registered = _request(target, dataset, recipe, str(algorithm))
    barrier, confirmed = _barrier(target, dataset, recipe)
    barrier = barrier or registered.barrier
    if not request.display_name:
        barrier = barrier or _("Enter a name for the run.")
    is_disabled = bool(barrier) or LAUNCH.is_running() or COMPARE.is_running()
    with launch:
        with st.container(horizontal=True, key="launch_buttons"):
            pressed = st.button(
                _("Launch training"),
                type="primary",
                icon=":material/rocket_launch:",
                key="launch",
                disabled=is_disabled,
            )
            compared = st.button(
                _("Compare all algorithms"),
                icon=":material/leaderboard:",
                key="compare",
                disabled=is_disabled,
                help=_(
                    "Launches a run of each algorithm with its default parameters, to compare their scores."
                ),
            )
        if barrier:
            with st.container(key="launch_blocked"):
                st.caption(f":material/block: {escape(barrier)}")
        _outcome()
    if pressed:
        LAUNCH.submit(cache.launch, target, request, confirmed, registered.allow_other_target, LAUNCH.nonce)
        st.rerun()
    if compared:
        requests, is_allowed = _of_all_algorithms(request), registered.allow_other_target
        COMPARE.submit(cache.launch_all, target, requests, confirmed, is_allowed, COMPARE.nonce)
        st.rerun()


def launched_run() -> str | None:
    """Return the id of the run that this session launched last."""
    launched: str | None = st.session_state.get(_LAUNCHED)
    return launched


def _of_all_algorithms(request: TrainingRequest) -> tuple[TrainingRequest, ...]:
    """Return the request for each suitable algorithm; a model of its own is named after it."""
    requests = []
    for algorithm in suitable(request.recipe):
        suffix = f" ({algorithm})"
        name = request.display_name[: NAME_CHARACTERS - len(suffix)] + suffix
        model_name = request.model_name if request.parent_model else name
        requests.append(
            replace(request, display_name=name, model_name=model_name, algorithm=algorithm, parameters={})
        )
    return tuple(requests)


def _outcome() -> None:
    """Open the run that was launched, or the first of several; until then show the progress or the error."""
    run, several = LAUNCH.result(), COMPARE.result()
    if run is not None:
        open_run(run)
        st.toast(_("Launched “{name}”.", name=escape(run_name(run))))
        st.rerun()
    if several:
        open_run(several[0])
        count = len(several)
        st.toast(_n("Launched {count:,} run.", "Launched {count:,} runs.", count, count=count))
        st.rerun()


def open_run(run: Run) -> None:
    """Open a run that this session launched."""
    st.session_state[_LAUNCHED] = run.id
    session.visit("run", run.id)


def _locked(dataset: Dataset) -> None:
    with st.container(border=True, key="target_unchosen"):
        empty.state(
            "flag",
            _("What do you want to predict?"),
            _("Nobody has chosen the target of this dataset yet. Training starts from that choice."),
        )
        links.page_link(
            "data.py", _("Choose the target"), icon=":material/arrow_forward:", dataset=dataset.id
        )


def _barrier(target: Target, dataset: Dataset, recipe: Recipe) -> tuple[str, frozenset[str]]:
    """Show the findings; return why no run can start, if so, and the columns that were confirmed."""
    if statistics.profile(target, dataset.folder) is None:
        return _("The table's statistics are being updated."), frozenset()
    associations = association_search.associations(target, dataset.folder, recipe.target)
    findings = cache.findings(target, dataset.folder, recipe, associations)
    confirmed = findings_view.brief(target, dataset, recipe, findings)
    for finding in blocking(findings, confirmed):
        text = finding_text(finding)
        advice = _("Leave out the column, or confirm it below.") if text.statement else text.advice
        return f"{text.message} {advice}", confirmed
    return "", confirmed


def _summary(recipe: Recipe) -> None:
    with st.container(key="recipe_summary"):
        st.markdown(_predicts(recipe))
        st.caption(escape(split_text(recipe.split, recipe.task, recipe.test_fraction)))


def _predicts(recipe: Recipe) -> str:
    target, count = escape(recipe.target), len(recipe.used)
    match recipe.task:
        case "classification":
            return _n(
                "Classification: predicts the class **{target}** from {count:,} column.",
                "Classification: predicts the class **{target}** from {count:,} columns.",
                count,
                target=target,
                count=count,
            )
        case "regression":
            return _n(
                "Regression: predicts the number **{target}** from {count:,} column.",
                "Regression: predicts the number **{target}** from {count:,} columns.",
                count,
                target=target,
                count=count,
            )
        case _:
            assert_never(recipe.task)


def _request(
    target: Target, dataset: Dataset, recipe: Recipe, algorithm: str
) -> tuple[TrainingRequest, Registration]:
    """Show the fields of the form and return the request they make; its name may be empty."""
    prices = catalogue()
    with st.container(border=True, key="training_form"):
        name = _name(dataset, recipe)
        request = TrainingRequest(
            display_name=name,
            model_name=name,
            dataset_id=dataset.id,
            table_uri=dataset.uri,
            recipe=recipe,
            algorithm=algorithm,
            machine_type="",
            training_image=prices.training_image,
            serving_image=prices.serving_image,
            dataset_name=dataset.display_name,
            dataset_version=_version(target, dataset),
        )
        registered = registration.choose(target, dataset, request.objective)
        with st.expander(_("Machine and parameters"), key="training_options"):
            machine = launch_options.machine(target, prices)
            parameters = launch_options.parameters(algorithm, recipe.task)
        options, refusal = job_options.checked(target, job_options.choose(target))
        with st.container(key="run_cost"):
            st.caption(launch_options.cost(target, machine))
    if registered.parent:
        parent = registered.parent
        request = replace(request, parent_model=parent.name, model_name=parent.display_name)
    registered = replace(registered, barrier=registered.barrier or refusal)
    return replace(request, machine_type=machine, parameters=parameters, options=options), registered


def _name(dataset: Dataset, recipe: Recipe) -> str:
    """Show the field for the name of the run and its model; another target renames what nobody edited."""
    key = f"model_name_{dataset.id}"
    proposal = proposed_name(dataset.display_name, recipe.target, NAME_CHARACTERS)
    if st.session_state.get(key) in (None, st.session_state.get(f"{key}_proposal")):
        st.session_state[key] = proposal
    st.session_state[f"{key}_proposal"] = proposal
    return str(st.text_input(_("Name"), max_chars=NAME_CHARACTERS, key=key)).strip()


def _version(target: Target, dataset: Dataset) -> int:
    versions = family(cache.datasets(target), dataset.display_name)
    return next((one.number for one in versions if one.dataset.name == dataset.name), dataset.version)

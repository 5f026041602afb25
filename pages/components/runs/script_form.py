"""The form that launches a run of somebody's own code."""

import shlex

import streamlit as st

from components.background.form import Form
from components.changes import recipe_changes
from components.runs import code_fields, code_model, job_options, launch_options, script_again, training_form
from services import cache
from services.errors import LaunchpadError
from services.pricing import catalogue
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.errors import error_text
from services.text.messages.titles import run_name
from services.vertex.datasets import NAME_CHARACTERS, Dataset
from services.vertex.scripts.script import ScriptRequest
from services.vertex.training import Run
from services.workflows.script_inputs import parse_arguments, parse_environment
from services.workflows.script_training import require_launchable

LAUNCH = Form[Run]("launch_script", "launching_run", creates=True)


def section(target: Target, dataset: Dataset | None) -> None:
    """Show the form, and what in it is sure to fail, and launch the run when asked to."""
    script_again.fill(target)
    # On the first screen, although the fields below are long.
    launch = st.container(key="launch_row")
    request, barrier = None, ""
    try:
        request = _request(target, dataset)
        require_launchable(target, request)
    except LaunchpadError as error:
        barrier = str(error_text(error))
    with launch:
        pressed = st.button(
            _("Launch your code"),
            type="primary",
            icon=":material/rocket_launch:",
            key="launch_script",
            disabled=bool(barrier) or LAUNCH.is_running(),
        )
        if barrier:
            with st.container(key="launch_blocked"):
                st.caption(f":material/block: {escape(barrier)}")
        _outcome()
    if pressed and request:
        LAUNCH.submit(cache.launch_script, target, request, LAUNCH.nonce)
        st.rerun()


def _outcome() -> None:
    """Open the run that was launched; until then show the progress or the error."""
    run = LAUNCH.result()
    if run is not None:
        training_form.open_run(run)
        st.toast(_("Launched “{name}”.", name=escape(run_name(run))))
        st.rerun()


def _request(target: Target, dataset: Dataset | None) -> ScriptRequest:
    """Show the fields and return the request they make. Raises InvalidInput for what can't be read."""
    with st.container(border=True, key="script_form"):
        name = _name(dataset)
        read_code = code_fields.choose()
        used = _used(dataset)
        arguments = _arguments(target, used)
        environment = _environment()
        model = code_model.choose(target)
        machine = launch_options.machine(target, catalogue())
        read_options = job_options.choose(target)
        with st.container(key="run_cost"):
            st.caption(launch_options.cost(target, machine))
    # All fields are drawn before the first of them may be refused.
    code, image = read_code()
    return ScriptRequest(
        display_name=name,
        code=code,
        training_image=image,
        machine_type=machine,
        arguments=parse_arguments(arguments),
        environment=parse_environment(environment),
        serving_image=model.serving_image,
        model_name=model.parent.display_name if model.parent else name,
        parent_model=model.parent.name if model.parent else None,
        dataset_id=used.id if used else "",
        table_uri=used.uri if used else "",
        options=read_options(),
    )


def _name(dataset: Dataset | None) -> str:
    st.session_state.setdefault("script_name", dataset.display_name[:NAME_CHARACTERS] if dataset else "")
    return str(
        st.text_input(_("Name"), max_chars=NAME_CHARACTERS, key="script_name", persist_state="session")
    ).strip()


def _used(dataset: Dataset | None) -> Dataset | None:
    """Return the chosen dataset if the code gets its table."""
    if dataset is None:
        return None
    is_used = st.checkbox(
        _("Pass the dataset's table to the code"),
        value=True,
        key="script_with_dataset",
        persist_state="session",
        help=_("The first argument is then --table= with the gs:// address of the table, a CSV in UTF-8."),
    )
    if is_used:
        with st.container(key="script_table"):
            st.code(f"--table={dataset.uri}", language=None, wrap_lines=True)
    return dataset if is_used else None


def _arguments(target: Target, dataset: Dataset | None) -> str:
    """Show the field for the arguments, with the target of the dataset as the example script takes it."""
    key = f"script_arguments_{dataset.id if dataset else ''}"
    if key not in st.session_state:
        recipe = recipe_changes.current(target, dataset) if dataset else None
        st.session_state[key] = f"--target={shlex.quote(recipe.target)}" if recipe else ""
    return str(
        st.text_area(
            _("Arguments"),
            key=key,
            height=68,
            persist_state="session",
            help=_("One per line, or as in a shell; quote what holds spaces."),
        )
    )


def _environment() -> str:
    return str(
        st.text_area(
            _("Environment variables"),
            key="script_environment",
            height=68,
            persist_state="session",
            help=_(
                "One per line: NAME=value. Whoever may read the run reads the values, too: leave secrets in "
                "Secret Manager, and let the code read them there."
            ),
        )
    )

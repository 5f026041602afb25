"""One training run: its state, its log while it runs, and its metrics once it has succeeded."""

from datetime import UTC, datetime, timedelta
from functools import partial

import streamlit as st

from components.background import confirm
from components.background.form import Form
from components.background.watch import watch
from components.context import links
from components.evaluation import check_view, evaluation_view, threshold_view
from components.runs import own_code_view, run_progress, script_again
from components.runs.run_list import BADGES
from components.shared import message, user
from services import cache
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.algorithms import algorithm_title, parameters_text
from services.text.messages.runs import run_deleted, state_title
from services.text.messages.titles import run_name
from services.vertex.logs import LogLine
from services.vertex.training import Run
from services.workflows.deletion import Deleted

CANCEL = Form[None]("cancel_run", "calling_cloud")
DELETE = Form[Deleted[Run]]("delete_run", "calling_cloud")
POLL_SECONDS = 2.0
JUST_ENDED = timedelta(minutes=1)


def deletion_outcome() -> None:
    """Show that a run was deleted; until then the progress or the error."""
    for deleted in DELETE.results():
        confirm.done(run_deleted(deleted.thing), "run", deleted.thing.id, deleted.unrecorded)


def section(target: Target, listed: Run) -> None:
    """Show a run, refreshed every two seconds until it has ended."""
    run = listed if listed.has_ended else cache.run(target, listed.id)
    if run.has_ended:
        if not listed.has_ended:
            cache.run_ended(target)
        _card(target, run)
    else:
        watch(
            lambda: _unended(target, run.id), lambda run: _card(target, run), POLL_SECONDS, place="run_state"
        )
    # A fragment that reruns would close a dialog that is opened inside it.
    _actions(target, run)


def _unended(target: Target, run_id: str) -> Run | None:
    run = cache.run(target, run_id)
    if not run.has_ended:
        return run
    cache.run_ended(target)
    return None


def _card(target: Target, run: Run) -> None:
    with st.container(border=True, key="run"):
        _heading(target, run)
        if not run.has_ended:
            with message.shown("run_stage"):
                run_progress.show(target, run)
        if run.state == "succeeded":
            _result(target, run)
        if run.state == "failed":
            with st.container(key="run_error"):
                message.problem(cache.run_failure(target, run), "run")
        _log(target, run)


def _result(target: Target, run: Run) -> None:
    """Show how good the model is, the next step, and what the model relies on."""
    evaluation = None
    with message.shown("evaluation"):
        evaluation = own_code_view.evaluation(target, run)
        if evaluation:
            check_view.show(target, run, evaluation)
            evaluation_view.scores(evaluation)
    if run.model_id:
        _deploy_link(target, run)
    else:
        own_code_view.no_model()
    if evaluation:
        decide = partial(threshold_view.show, target, run, evaluation)
        evaluation_view.details(evaluation, decide if threshold_view.is_possible(evaluation) else None)


def _heading(target: Target, run: Run) -> None:
    icon, colour = BADGES[run.state]
    with st.container(horizontal=True, vertical_alignment="center", key=f"run_{run.state}"):
        st.subheader(escape(run.display_name), anchor=False)
        st.badge(state_title(run.state), icon=icon, color=colour)
    end = run.ended or datetime.now(UTC)
    duration = formats.duration(end - (run.started or run.created))
    with st.container(key="run_facts"):
        st.caption(
            _(
                "{algorithm} on {machine} · {duration} · launched {age}",
                algorithm=algorithm_title(run.algorithm),
                machine=_("this machine") if target.kind == "local" else run.machine_type,
                duration=duration,
                age=formats.ago(run.created),
            )
        )
        given = parameters_text(run.algorithm, run.parameters)
        if given:
            st.caption(escape(given))


def _deploy_link(target: Target, run: Run) -> None:
    links.page_link(
        "deploy.py",
        _("Deploy this model"),
        icon=":material/arrow_forward:",
        disabled=not _is_registered(target, run),
        run=run.id,
        model=run.model_id,
        version=run.model_version,
    )


def _is_registered(target: Target, run: Run) -> bool:
    if any(model.id == run.model_id for model in cache.models(target)):
        return True
    # The cached list may lack a model that was registered seconds ago.
    if run.ended and datetime.now(UTC) - run.ended < JUST_ENDED:
        cache.run_ended(target)
        return any(model.id == run.model_id for model in cache.models(target))
    return False


def _log(target: Target, run: Run) -> None:
    expanded = run.state != "succeeded"
    with st.expander(_("Log"), expanded=expanded, icon=":material/terminal:", key="run_log"):
        if not run.job_id:
            st.caption(_("The job hasn't started yet."))
            return
        with message.shown("run_log"):
            lines = cache.job_log(target, run)
            if lines:
                st.code("\n".join(_line(line) for line in lines), language=None, height=300, wrap_lines=True)
            else:
                st.caption(_("The log is still empty."))


def _line(line: LogLine) -> str:
    return f"{formats.clock(line.time)}  {line.text}"


def _actions(target: Target, run: Run) -> None:
    by = user.email()
    cancel, delete = CANCEL.about(run.id), DELETE.about(run.id)
    if not run.has_ended:
        confirm.button(
            _("Cancel run"),
            _("Cancel the run “{name}”?", name=run_name(run)),
            _("Its progress is lost, and no model is registered."),
            lambda: cancel.submit(cache.cancel_run, target, run),
            key="cancel_run",
            icon="stop_circle",
            disabled=cancel.is_running(),
            about=run.id,
        )
    else:
        if run.is_own_code:
            script_again.button(run)
        confirm.button(
            _("Delete run"),
            _("Delete the run “{name}”?", name=run_name(run)),
            _("The run is deleted for everyone. Its registered model and its files stay."),
            lambda: delete.submit(cache.delete_run, target, run, by),
            key="delete_run",
            disabled=delete.is_running(),
            about=run.id,
        )

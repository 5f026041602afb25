"""The options of a training job under Google's names, for each form that launches one."""

from collections.abc import Callable

import streamlit as st

from services.errors import LaunchpadError
from services.settings import Target
from services.text.i18n import _
from services.text.messages.errors import error_text
from services.vertex.jobs.job_options import (
    ACCELERATORS,
    BOOT_DISK_TYPES,
    DEFAULT,
    STRATEGIES,
    JobOptions,
)
from services.workflows.job_options import BOOT_DISK_GB, MOST_DAYS, require_options
from services.workflows.script_inputs import parse_labels

_HOUR = 3600


def choose(target: Target) -> Callable[[], JobOptions]:
    """Show the options and return what reads them, which raises InvalidInput for labels that it can't."""
    with st.expander(_("Job options"), key="job_options"):
        if target.kind == "local":
            st.caption(
                _(
                    "A job of the local cloud has one replica on this machine and no accelerator; disk, "
                    "account and scheduling strategy have no effect here."
                )
            )
        labels = st.text_area(
            _("Labels"),
            key="job_labels",
            height=68,
            help=_("One per line: name=value."),
            persist_state="session",
        )
        left, right = st.columns(2)
        with left:
            replicas = _number(_("Replica count"), "job_replicas", 1, 1, 1000)
            accelerator = st.selectbox(
                _("Accelerator type"),
                ["", *ACCELERATORS],
                format_func=lambda name: name or _("No accelerator"),
                key="job_accelerator",
                persist_state="session",
            )
            disk = st.selectbox(
                _("Boot disk type"), BOOT_DISK_TYPES, key="job_disk_type", persist_state="session"
            )
            strategy = st.selectbox(
                _("Scheduling strategy"),
                STRATEGIES,
                key="job_strategy",
                persist_state="session",
                help=_("SPOT costs less and may be stopped; FLEX_START waits until the machines are free."),
            )
        with right:
            timeout = _number(_("Timeout in hours, 0 for Google's"), "job_timeout", 0, 0, MOST_DAYS * 24)
            count = _number(_("Accelerator count"), "job_accelerators", 1, 1, 16, disabled=not accelerator)
            size = _number(_("Boot disk size in GB"), "job_disk_size", BOOT_DISK_GB[0], *BOOT_DISK_GB)
            wait = _number(
                _("Maximum wait in hours, 0 for Google's"),
                "job_wait",
                *(0, 0, 24 * MOST_DAYS),
                disabled=strategy != "FLEX_START",
            )
        account = st.text_input(_("Service account"), key="job_account", persist_state="session")
        restart = st.checkbox(
            _("Restart the job when a worker restarts"), key="job_restart", persist_state="session"
        )
    return lambda: JobOptions(
        replica_count=replicas,
        boot_disk_type=str(disk),
        boot_disk_size_gb=size,
        accelerator_type=str(accelerator),
        accelerator_count=count if accelerator else 0,
        service_account=str(account).strip(),
        labels=parse_labels(str(labels)),
        timeout_seconds=timeout * _HOUR,
        restart_job_on_worker_restart=restart,
        scheduling_strategy=strategy,
        max_wait_seconds=wait * _HOUR if strategy == "FLEX_START" else 0,
    )


def checked(target: Target, read: Callable[[], JobOptions]) -> tuple[JobOptions, str]:
    """Return the options, and why no run can start with them, if so."""
    try:
        options = read()
        require_options(target, options)
    except LaunchpadError as error:
        return DEFAULT, str(error_text(error))
    return options, ""


def _number(label: str, key: str, value: int, low: int, high: int, *, disabled: bool = False) -> int:
    return int(
        st.number_input(
            label,
            value=value,
            min_value=low,
            max_value=high,
            key=key,
            disabled=disabled,
            persist_state="session",
        )
    )

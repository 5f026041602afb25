"""The gate of a job's options: what Vertex AI would refuse, and what the local cloud can't run."""

import re

from services.errors import InvalidInput, Unsupported
from services.settings import Target
from services.vertex.jobs.job_options import BOOT_DISK_TYPES, STRATEGIES, JobOptions

BOOT_DISK_GB = (100, 64_000)
MOST_DAYS = 7
_SERVICE_ACCOUNT = re.compile(r"[^@\s]+@[^@\s]+\.gserviceaccount\.com")


def require_options(target: Target, options: JobOptions) -> None:
    """Raise InvalidInput for options that Vertex AI refuses, Unsupported for those of no local run."""
    low, high = BOOT_DISK_GB
    if options.boot_disk_type not in BOOT_DISK_TYPES:
        raise InvalidInput("boot_disk_type_unknown", type=options.boot_disk_type, known=BOOT_DISK_TYPES)
    if not low <= options.boot_disk_size_gb <= high:
        raise InvalidInput("boot_disk_size", size=options.boot_disk_size_gb, minimum=low, maximum=high)
    if options.replica_count < 1:
        raise InvalidInput("no_replica")
    if bool(options.accelerator_type) != (options.accelerator_count > 0):
        raise InvalidInput("accelerator_incomplete")
    if options.service_account and not _SERVICE_ACCOUNT.fullmatch(options.service_account):
        raise InvalidInput("service_account_invalid", account=options.service_account)
    if not 0 <= options.timeout_seconds <= MOST_DAYS * 24 * 3600:
        raise InvalidInput("timeout_too_long")
    if options.scheduling_strategy not in STRATEGIES or options.max_wait_seconds < 0:
        raise InvalidInput("strategy_unknown", known=STRATEGIES)
    if target.kind == "local":
        _require_local(options)


def _require_local(options: JobOptions) -> None:
    if options.accelerator_type:
        raise Unsupported("accelerator_not_local", accelerator=options.accelerator_type)
    if options.replica_count > 1:
        raise Unsupported("replicas_not_local", count=options.replica_count)

"""The options of a training job beside its machine type, under Vertex AI's names."""

from dataclasses import dataclass
from typing import Any, Literal

Strategy = Literal["STANDARD", "SPOT", "FLEX_START"]
STRATEGIES: tuple[Strategy, ...] = ("STANDARD", "SPOT", "FLEX_START")
ACCELERATORS = (
    "NVIDIA_TESLA_T4",
    "NVIDIA_TESLA_V100",
    "NVIDIA_TESLA_P100",
    "NVIDIA_TESLA_P4",
    "NVIDIA_L4",
    "NVIDIA_TESLA_A100",
    "NVIDIA_A100_80GB",
    "NVIDIA_H100_80GB",
)
BOOT_DISK_TYPES = ("pd-ssd", "pd-standard")


@dataclass(frozen=True)
class JobOptions:
    """The options of a training job, with Vertex AI's defaults; 0 seconds leave a time to it."""

    replica_count: int = 1
    boot_disk_type: str = "pd-ssd"
    boot_disk_size_gb: int = 100
    accelerator_type: str = ""
    accelerator_count: int = 0
    service_account: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    timeout_seconds: int = 0
    restart_job_on_worker_restart: bool = False
    scheduling_strategy: Strategy = "STANDARD"
    max_wait_seconds: int = 0

    def arguments(self) -> dict[str, Any]:
        """Return the options as the SDK's training jobs take them; labels are an argument of their own."""
        from google.cloud.aiplatform_v1.types import Scheduling

        is_standard = self.scheduling_strategy == "STANDARD"
        return {
            "replica_count": self.replica_count,
            "boot_disk_type": self.boot_disk_type,
            "boot_disk_size_gb": self.boot_disk_size_gb,
            "accelerator_type": self.accelerator_type or "ACCELERATOR_TYPE_UNSPECIFIED",
            "accelerator_count": self.accelerator_count,
            "service_account": self.service_account or None,
            "timeout": self.timeout_seconds or None,
            "restart_job_on_worker_restart": self.restart_job_on_worker_restart,
            "scheduling_strategy": None if is_standard else Scheduling.Strategy[self.scheduling_strategy],
            "max_wait_duration": self.max_wait_seconds or None,
        }


DEFAULT = JobOptions()

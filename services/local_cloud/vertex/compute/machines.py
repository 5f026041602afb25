"""Vertex AI's machine types and the accelerators of each, from machines.json."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from services.local_cloud.vertex.kernel import messages

_DATA = Path(__file__).with_name("machines.json")


def training_machine_error(spec: Any) -> str | None:
    """Return why a MachineSpec is invalid for training, None if it is valid.

    Training needs larger machines than prediction (docs/training/configure-compute).
    """
    name = spec.machine_type
    if name in _data()["too_small_to_train"]:
        return f'Machine type "{name}" is not supported for custom training.'
    return machine_error(spec)


def machine_error(spec: Any) -> str | None:
    """Return why a MachineSpec is invalid, None if it is valid."""
    name = spec.machine_type
    accelerators_of = _accelerators()
    if name not in accelerators_of:
        return f'Machine type "{name}" is not supported.' if name else "A machine type is required."
    accelerator = messages.enum_name(spec, "accelerator_type")
    if accelerator == "ACCELERATOR_TYPE_UNSPECIFIED":
        return "accelerator_count is set without an accelerator_type." if spec.accelerator_count else None
    if accelerator in _data()["retired_accelerators"]:
        return f"Accelerator {accelerator} is no longer available."
    counts = accelerators_of[name].get(accelerator)
    if counts is None:
        accelerators = ", ".join(accelerators_of[name]) or "none"
        return (
            f'Accelerator {accelerator} is not supported on machine type "{name}". '
            f"It takes these: {accelerators}."
        )
    if spec.accelerator_count not in counts:
        return (
            f'{spec.accelerator_count} of {accelerator} are not supported on machine type "{name}". '
            f"Valid counts: {', '.join(map(str, counts))}."
        )
    return None


def memory(name: str) -> float | None:
    """Return the GB of memory of a machine type, None where they are not known."""
    series, _dash, cores = name.rpartition("-")
    share: float | None = _data()["gb_per_core"].get(series)
    return share * int(cores) if share is not None and cores.isdecimal() else None


@cache
def _data() -> Any:
    return json.loads(_DATA.read_text("utf-8"))


@cache
def _accelerators() -> dict[str, dict[str, list[int]]]:
    data = _data()
    sized = {
        f"{series}-{size}": data["attachable"].get(series.partition("-")[0], {})
        for series, sizes in data["sizes"].items()
        for size in sizes
    }
    return {**sized, **data["built_in"]}

"""Images, machines and prices, read from one dated file or from the one that LAUNCHPAD_CATALOGUE names."""

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from services.errors import NotConfigured


@dataclass(frozen=True)
class Machine:
    """A machine type with its size and its estimated price in US dollars per hour."""

    type: str
    cores: int
    memory_gb: float
    usd_per_hour: float
    serves_only: bool = False


@dataclass(frozen=True)
class Catalogue:
    """The images and machines to choose from; prices are estimates for one region on one day."""

    as_of: str
    region: str
    training_image: str
    serving_image: str
    machines: tuple[Machine, ...]

    @property
    def training_machines(self) -> tuple[Machine, ...]:
        """The machines that a training job can run on."""
        return tuple(machine for machine in self.machines if not machine.serves_only)

    def machine(self, type: str) -> Machine | None:
        """Return the machine of this type, or None if the catalogue doesn't list it."""
        return next((machine for machine in self.machines if machine.type == type), None)


@cache
def catalogue() -> Catalogue:
    """Return the process's catalogue, read once."""
    path = Path(os.environ.get("LAUNCHPAD_CATALOGUE") or Path(__file__).with_suffix(".json"))
    try:
        return read_catalogue(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotConfigured(
            "catalogue_unreadable", file=path.name, line=getattr(error, "lineno", 0)
        ) from error


def read_catalogue(raw: dict[str, Any]) -> Catalogue:
    """Return the catalogue that a parsed JSON file describes."""
    return Catalogue(
        as_of=raw["as_of"],
        region=raw["region"],
        training_image=raw["training_image"],
        serving_image=raw["serving_image"],
        machines=tuple(Machine(**machine) for machine in raw["machines"]),
    )

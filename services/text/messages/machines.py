"""Texts of machine types."""

from services.pricing import Machine
from services.text.i18n import _


def machine_title(machine: Machine) -> str:
    """Return a machine type with its size and its price per hour."""
    return _(
        "{type} · {cores} vCPU · {memory:g} GB · ${price:.2f}/h",
        type=machine.type,
        cores=machine.cores,
        memory=machine.memory_gb,
        price=machine.usd_per_hour,
    )

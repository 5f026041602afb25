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


def cloud_cost(machine: Machine) -> str:
    """Return what a machine type would cost in the cloud."""
    return _(
        "In the cloud it would cost about ${price:.2f} an hour ({type}).",
        price=machine.usd_per_hour,
        type=machine.type,
    )

"""Every fact has a name and every unit its plural."""

from typing import get_args

import pytest

from services.data.findings import FactName, Unit
from services.text.messages.findings import fact_name, quantity


def test_each_fact_has_a_name_of_its_own() -> None:
    names = [fact_name(name) for name in get_args(FactName)]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("unit", get_args(Unit))
def test_each_unit_has_a_form_for_one_and_for_many(unit: Unit) -> None:
    one, many = quantity(1, unit), quantity(1200, unit)
    assert one == f"1 {unit[:-1]}".strip()
    assert many == f"1,200 {unit}".strip()

"""Points of the unit cube and the values they stand for."""

import pytest
from google.cloud.aiplatform import hyperparameter_tuning as hpt
from hypothesis import given
from hypothesis import strategies as st

from services.local_cloud.vertex.tuning.space import read_space

POSITIONS = st.floats(0, 1)
SCALES = ("linear", "log", "reverse_log")


def space(**parameters):
    return read_space([each._to_parameter_spec(name)._pb for name, each in parameters.items()])


@given(position=POSITIONS, scale=st.sampled_from(SCALES))
def test_every_position_is_a_value_of_the_range_and_back(position, scale):
    numbers = space(x=hpt.DoubleParameterSpec(min=0.001, max=10, scale=scale))
    value = numbers.values([position])["x"]
    assert 0.001 <= value <= 10
    assert numbers.features([position]) == pytest.approx([position], abs=1e-6)


@pytest.mark.parametrize(("scale", "middle"), [("linear", 5.0005), ("log", 0.1), ("reverse_log", 9.901)])
def test_a_scale_says_what_lies_in_the_middle(scale, middle):
    numbers = space(x=hpt.DoubleParameterSpec(min=0.001, max=10, scale=scale))
    assert numbers.values([0.5])["x"] == pytest.approx(middle)


@pytest.mark.parametrize("scale", SCALES)
def test_a_whole_number_stays_one_and_reaches_both_ends(scale):
    numbers = space(x=hpt.IntegerParameterSpec(min=1, max=4, scale=scale))
    found = [numbers.values([step / 100])["x"] for step in range(101)]
    assert set(found) == {1, 2, 3, 4}
    assert all(isinstance(value, int) for value in found)


def test_a_range_of_one_value_has_that_value():
    alone = space(
        x=hpt.DoubleParameterSpec(min=2, max=2, scale="log"),
        y=hpt.IntegerParameterSpec(min=3, max=3, scale="log"),
    )
    assert alone.values([0.7, 1.0]) == {"x": pytest.approx(2), "y": 3}
    assert len(alone.features([0.7, 1.0])) == 2


def test_equal_values_have_equal_features_and_categories_no_order():
    mixed = space(
        kind=hpt.CategoricalParameterSpec(values=["a", "b", "c"]),
        size=hpt.DiscreteParameterSpec(values=[1, 2], scale="linear"),
    )
    assert mixed.features([0.4, 0.1]) == mixed.features([0.6, 0.4])
    assert mixed.features([0.4, 0.9])[:3] == [0, 1, 0]


def conditional():
    return space(
        model=hpt.CategoricalParameterSpec(
            values=["tree", "line"],
            conditional_parameter_spec={
                "depth": hpt.IntegerParameterSpec(min=1, max=2, scale="linear", parent_values=["tree"])
            },
        ),
        flag=hpt.DiscreteParameterSpec(values=[0, 1], scale=None),
    )


def test_a_conditional_parameter_exists_only_beside_its_parents_values():
    assert conditional().values([0.1, 0.9, 0.1]) == {"model": "tree", "depth": 2, "flag": 0}
    assert conditional().values([0.9, 0.9, 0.9]) == {"model": "line", "flag": 1}
    assert conditional().features([0.9, 0.1, 0.9]) == conditional().features([0.9, 0.8, 0.9])


def test_the_grid_has_each_combination_once():
    assert list(conditional().grid()) == [
        {"model": "tree", "depth": 1, "flag": 0},
        {"model": "tree", "depth": 1, "flag": 1},
        {"model": "tree", "depth": 2, "flag": 0},
        {"model": "tree", "depth": 2, "flag": 1},
        {"model": "line", "flag": 0},
        {"model": "line", "flag": 1},
    ]

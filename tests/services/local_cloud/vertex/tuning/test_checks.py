"""Studies that Vertex AI refuses, and those that it doesn't."""

import pytest
from google.cloud.aiplatform import hyperparameter_tuning as hpt

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.tuning.checks import check_study

NUMBER = hpt.DoubleParameterSpec(min=1, max=2, scale="log")
CHOICE = hpt.CategoricalParameterSpec(values=["a", "b"])


def study(parameters=None, **changes):
    spec = messages.StudySpec(**{"metrics": [{"metric_id": "gain"}]} | changes)
    for name, each in (parameters or {"x": NUMBER}).items():
        spec.parameters.append(each._to_parameter_spec(name)._pb)
    return spec


def beside(child, *values):
    child.parent_values = values
    return {"child": child}


def number(**changes):
    return hpt.DoubleParameterSpec(**{"min": 1, "max": 2, "scale": "linear"} | changes)


def whole(**changes):
    return hpt.IntegerParameterSpec(**{"min": 1, "max": 2, "scale": "linear"} | changes)


def with_default():
    spec = study()
    spec.parameters[0].double_value_spec.default_value = 1.5
    return spec


@pytest.mark.parametrize(
    "spec",
    [
        study(),
        study({"x": whole(), "y": CHOICE}, algorithm="GRID_SEARCH"),
        study({"x": CHOICE, "y": hpt.DiscreteParameterSpec([1, 1.5], None)}, algorithm="RANDOM_SEARCH"),
        study({"x": whole(conditional_parameter_spec=beside(number(), 1))}),
        study({"x": hpt.DiscreteParameterSpec([1, 2], None, conditional_parameter_spec=beside(number(), 2))}),
        study(metrics=[{"metric_id": "gain"}, {"metric_id": "loss", "goal": "MINIMIZE"}]),
    ],
)
def test_a_whole_study_passes(spec):
    check_study(spec, "study_spec")


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        (study(metrics=[]), "study_spec.metrics; Message: Required"),
        (study(metrics=[{"metric_id": "a b"}]), "without whitespace"),
        (study(metrics=[{"metric_id": "a"}, {"metric_id": "a"}]), "not unique"),
        (messages.StudySpec(metrics=[{"metric_id": "a"}]), "study_spec.parameters; Message: Required"),
        (study({"a b": NUMBER}), "without whitespace"),
        (study(algorithm="GRID_SEARCH"), "only INTEGER, CATEGORICAL and DISCRETE"),
        (study(observation_noise="HIGH"), "only by Vizier"),
        (with_default(), "only by Vizier"),
        (study({"x": number(min=3)}), "min_value must not be greater"),
        (study({"x": number(max=float("inf"))}), "finite"),
        (study({"x": number(min=0, scale="log")}), "strictly positive"),
        (study({"x": whole(min=0, scale="reverse_log")}), "strictly positive"),
        (study({"x": hpt.CategoricalParameterSpec(values=[])}), "At least one value"),
        (study({"x": hpt.CategoricalParameterSpec(values=["a", "a"])}), "each only once"),
        (study({"x": hpt.DiscreteParameterSpec([], None)}), "1 to 1000 finite values"),
        (study({"x": hpt.DiscreteParameterSpec(range(1001), None)}), "1 to 1000 finite values"),
        (study({"x": hpt.DiscreteParameterSpec([2, 1], None)}), "must increase"),
        (study({"x": hpt.DiscreteParameterSpec([0, 1], "log")}), "strictly positive"),
        (study({"x": number(conditional_parameter_spec=beside(whole(), 1))}), "has no children"),
        (study({"x": whole(conditional_parameter_spec=beside(number(), 7))}), "has not all of the values"),
        (study({"x": whole(conditional_parameter_spec=beside(number(min=3), 1))}), "must not be greater"),
    ],
)
def test_what_google_refuses_is_a_400(spec, reason):
    with pytest.raises(ApiError, match=reason) as refused:
        check_study(spec, "study_spec")
    assert refused.value.status == "INVALID_ARGUMENT"


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"median_automated_stopping_spec": {}}, "median_automated_stopping_spec"),
        ({"decay_curve_stopping_spec": {}}, "decay_curve_stopping_spec"),
        ({"convex_automated_stopping_spec": {}}, "convex_automated_stopping_spec"),
        ({"study_stopping_config": {}}, "study_stopping_config"),
        ({"metrics": [{"metric_id": "a", "safety_config": {}}]}, "safety_config"),
    ],
)
def test_what_the_local_cloud_has_not_is_unimplemented(changes, what):
    with pytest.raises(ApiError, match=what) as refused:
        check_study(study(**changes), "study_spec")
    assert refused.value.status == "UNIMPLEMENTED"

import numpy as np
import pandas as pd

from services.data.associations.measures import TargetValues
from services.data.profile import profile
from services.data.tables.writing import store


def values_of(**cells):
    table = store(pd.DataFrame(cells).astype("str"))
    statistics = profile(table)
    frame = table.first(1000)
    return (
        TargetValues.from_cells(frame["target"], statistics.column("target"), table),
        statistics,
        table,
        frame,
    )


def test_the_measure_is_that_of_the_targets_type():
    assert values_of(target=["a", "b"] * 20)[0].measure == "goodman_kruskal_tau"
    assert values_of(target=np.arange(100.0) ** 2)[0].measure == "rank_r2"


def test_a_target_of_one_class_has_no_values():
    assert values_of(target=["a"] * 20)[0] is None


def test_the_evidence_is_the_accuracy_beside_that_of_the_commonest_class():
    target = ["a", "a", "b", "a"] * 25
    values, statistics, table, frame = values_of(target=target, x=[f"is {label}" for label in target])
    share, evidence = values.explained_by(frame["x"], statistics.column("x"), table)
    assert (share, dict(evidence)) == (1.0, {"accuracy": 1.0, "baseline": 0.75, "rows": 100.0})

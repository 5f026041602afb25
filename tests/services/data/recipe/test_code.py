"""The code that the page shows scores what the trainer scores."""

import ast
import json
from dataclasses import replace
from typing import get_args

import pytest

from services.containers.trainer import task
from services.data.findings import findings
from services.data.profile import profile
from services.data.reading.read import read_csv
from services.data.recipe.algorithms import ALGORITHMS
from services.data.recipe.code import code
from services.data.recipe.column_plans import DATE_PARTS, CategoryPlan, DatePlan, NumericPlan, TextPlan
from services.data.recipe.recipe import Task, propose
from services.data.recipe.split import Split
from services.data.recipe.target_options import TargetOptions
from services.data.samples import samples
from tests.table_cases import CASES

# The pinned scipy warns of options that scikit-learn 1.6 uses and scipy 1.18 removes.
pytestmark = [
    pytest.mark.usefixtures("metrics_only"),
    pytest.mark.filterwarnings("ignore:scipy.optimize:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning"),
]
# Neighbors get the columns of a linear model.
WITH_COLUMNS_OF_THEIR_OWN = [key for key in ALGORITHMS if key != "neighbors"]
PLANS = [
    {
        "numeric": NumericPlan("mean", True, "log"),
        "category": CategoryPlan("most_frequent", "one_hot", 3),
        "text": TextPlan("characters", 300, 1, 3),
        "date": DatePlan(DATE_PARTS),
    },
    {
        "numeric": NumericPlan("zero", True, "robust"),
        "category": CategoryPlan("own", "target"),
        "text": TextPlan("tfidf", 40, 1, 1),
        "date": DatePlan(("hour",)),
    },
    {
        "numeric": NumericPlan("most_frequent", False, "min_max"),
        "category": CategoryPlan("own", "ordinal"),
        "text": TextPlan("counts", None, 2, 3),
        "date": DatePlan(("year", "day")),
    },
]
SMALL = {"linear": {"iterations": 100}, "boosting": {"iterations": 10}, "forest": {"trees": 5, "depth": 6}}


def small(algorithm):
    """Return parameters with which an algorithm fits quickly; a new one has its defaults."""
    return SMALL.get(algorithm, {})


@pytest.fixture
def scores(tmp_path, monkeypatch):
    """Return a function that gives the score of the shown code and the trainer's for a table and a recipe."""

    def run(table, recipe, algorithm="linear", **asked):
        reading = read_csv(table)
        made = recipe(propose(profile(reading.table), numbers=reading.table.numbers))
        (tmp_path / "table.csv").write_bytes(reading.table.path.read_bytes())
        (tmp_path / "recipe.json").write_text(made.to_json())
        names = {"table": "table.csv", "recipe": "recipe.json", "output": "model", "algorithm": algorithm}
        names["parameters"] = json.dumps(small(algorithm) | asked)
        monkeypatch.chdir(tmp_path)
        assert task.main([f"--{name}={value}" for name, value in names.items()]) == 0
        source = code(
            made, profile(reading.table), reading.table.head(100), algorithm, small(algorithm) | asked
        )
        space = {}
        exec(compile(source, "shown", "exec"), space)  # noqa: S102 - the very code that is to be proved
        evaluation = json.loads((tmp_path / "model" / "evaluation.json").read_text())
        metrics = {metric["name"]: metric["value"] for metric in evaluation["metrics"]}
        assert len(space["test"]) == evaluation["rows_test"]
        return space["score"], metrics["accuracy" if made.task == "classification" else "r2"]

    return run


@pytest.mark.parametrize(
    ("algorithm", "task"), [(key, task) for key, known in ALGORITHMS.items() for task in known.tasks]
)
def test_the_code_of_every_algorithm_scores_what_the_trainer_scores(scores, algorithm, task):
    table = "".join(
        f"{n * 7 % 31},{('red', 'green', 'blue')[n % 3]},{20 * (n % 3) + n * 7 % 31 // 16}\n"
        for n in range(120)
    )

    def change(recipe):
        return replace(recipe, task=task)

    ours, theirs = scores(f"size,colour,y\n{table}".encode(), change, algorithm)
    assert ours == pytest.approx(theirs, rel=1e-6)


ODD_CELLS = "".join(
    f'"${n * 7 % 31},{n % 9}00.50",{n % 5} kg,{("red", "?", "blue")[n % 3]},'
    f"{(f'2026-0{n % 9 + 1}-11', f'{n % 9 + 13}/05/2026')[n % 2]},{('1', '1.0', '0', 'NA', '0.0')[n % 5]}\n"
    for n in range(120)
)


@pytest.mark.parametrize("kept", [(), ("colour",)])
def test_signs_marks_and_dates_of_several_forms_are_read_alike(scores, kept):
    def change(recipe):
        roles = (("price", "numeric"), ("weight", "numeric"), ("colour", "category"), ("day", "date"))
        return replace(recipe, roles=roles, plans=(), marks_as_values=kept)

    ours, theirs = scores(f"price,weight,colour,day,y\n{ODD_CELLS}".encode(), change)
    assert ours == pytest.approx(theirs, rel=1e-6)


def test_quarters_and_weeks_are_read_alike(scores):
    rows = "".join(
        f"{2015 + n // 40}-Q{n % 4 + 1},{2020 + n % 3}W{n % 52 + 1:02},{n % 4 * 9 + n % 7}\n"
        for n in range(120)
    )
    ours, theirs = scores(f"quarter,week,y\n{rows}".encode(), lambda recipe: recipe)
    assert ours == pytest.approx(theirs, rel=1e-6)
    assert ours > 0.5


MONTHS = ("Jan", "Feb", "März", "Apr", "Mai", "Juni", "Juli", "August", "Sept", "Okt", "Nov", "Dez")


@pytest.mark.parametrize("method", ["random", "time"])
def test_names_of_months_in_any_language_are_read_alike(scores, method):
    rows = "".join(
        f"{n % 28 + 1}. {MONTHS[n % 12]} {2010 + n // 40},"
        f"{('ene', 'mayo', 'diciembre')[n % 3]} de {2000 + n % 9},{n % 12 * 9 + n % 7}\n"
        for n in range(120)
    )
    ours, theirs = scores(
        f"day,month,y\n{rows}soon,,3\n".encode(),
        lambda recipe: replace(
            recipe,
            roles=(("day", "date"), ("month", "date")),
            plans=(),
            split=Split(method, "day" if method == "time" else ""),
        ),
        "boosting",
    )
    assert ours == pytest.approx(theirs, rel=1e-6)
    assert method == "time" or ours > 0.5


def test_a_target_with_signs_is_read_alike(scores):
    table = "x,y\n" + "".join(f'{n % 17},"${n % 17},{n % 9}00"\n' for n in range(1, 100)) + "3,error\n"
    ours, theirs = scores(table.encode(), lambda recipe: recipe)
    assert (ours, theirs) == (pytest.approx(theirs, rel=1e-6), pytest.approx(ours, rel=1e-6))


@pytest.mark.parametrize(
    "algorithm", [key for key, known in ALGORITHMS.items() if known.classifier.balancing]
)
def test_equally_weighted_classes_score_what_the_trainer_scores(scores, algorithm):
    rows = "".join(f"{n * 7 % 31},{n % 7},{n * 7 % 31 // 23 * (n % 9 // 3)}\n" for n in range(150))
    ours, theirs = scores(f"a,b,y\n{rows}".encode(), lambda recipe: recipe, algorithm, balanced=True)
    plain, _theirs = scores(f"a,b,y\n{rows}".encode(), lambda recipe: recipe, algorithm)
    assert ours == pytest.approx(theirs, rel=1e-6)
    assert ours != plain


@pytest.mark.parametrize("task", get_args(Task))
def test_a_sample_of_the_rows_is_the_trainers(scores, monkeypatch, task):
    monkeypatch.setitem(ALGORITHMS, "neighbors", replace(ALGORITHMS["neighbors"], most_rows=60))
    table = "x,y\n" + "".join(f"{n * 7 % 31},{n * 7 % 31 // 11}\n" for n in range(120)) + "99,9\n"
    ours, theirs = scores(table.encode(), lambda recipe: replace(recipe, task=task), "neighbors")
    assert ours == pytest.approx(theirs, rel=1e-6)
    assert ours > 0.3


@pytest.mark.parametrize("rare", ["", "0,once\n"], ids=["classes of some rows", "a class of one row"])
def test_classes_too_many_to_stratify_are_split_like_the_trainers(scores, rare):
    table = "x,y\n" + "".join(f"{n % 7},class {n % 40}\n" for n in range(120)) + rare
    ours, theirs = scores(table.encode(), lambda recipe: recipe)
    assert ours == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize("sample", [sample.key for sample in samples.SAMPLES])
def test_each_sample_scores_what_the_container_scores(scores, sample):
    ours, theirs = scores(samples.load(sample)[1], lambda recipe: recipe)
    assert ours == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize("algorithm", WITH_COLUMNS_OF_THEIR_OWN)
@pytest.mark.parametrize("plans", PLANS, ids=["first", "second", "third"])
def test_each_option_scores_what_the_container_scores(scores, plans, algorithm):
    def change(recipe):
        return recipe.planned({name: plans[role] for name, role in recipe.roles if role != "ignore"})

    ours, theirs = scores(samples.load("subscriptions")[1], change, algorithm)
    assert ours == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize(
    "split",
    [
        Split("random"),
        Split("time", "signup_date"),
        Split("group", "country"),
        Split("column", "country", "Korea"),
    ],
    ids=lambda split: split.method,
)
def test_each_split_tests_the_containers_rows(scores, split):
    ours, theirs = scores(samples.load("subscriptions")[1], lambda recipe: replace(recipe, split=split))
    assert ours == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize("algorithm", WITH_COLUMNS_OF_THEIR_OWN)
@pytest.mark.parametrize("imputation", ["own", "most_frequent"])
def test_merged_spellings_score_what_the_container_scores(scores, imputation, algorithm):
    spelled = ("yes", "Yes", "no", "NO ", "N.O.", "no\u200b", "maybe so", "Maybe_so", "")
    rows = "".join(
        f"{n * 7 % 31},{spelled[n * 5 % 9]},{spelled[n * 5 % 8] if n % 7 else 'once'}\n" for n in range(150)
    )

    def change(recipe):
        plan = CategoryPlan(imputation, merge_spellings=True)
        return replace(recipe.planned({"c": plan}), target_options=TargetOptions(merge_spellings=True))

    ours, theirs = scores(f"size,c,y\n{rows}".encode(), change, algorithm)
    assert ours == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize(
    ("case", "accuracy"),
    [
        ("case_labels", 0.8),
        ("bool_target_three_cases", 0.958),
        ("labels_nfc_nfd", 1.0),
        ("nbsp_zero_width_labels", 0.8),
    ],
)
def test_classes_in_several_spellings_are_predicted_once_they_are_merged(scores, case, accuracy):
    content = (CASES / "path" / f"{case}.csv").read_bytes()
    described = profile(read_csv(content).table)
    recipe = propose(described, "y")
    (cure,) = [item.fix for item in findings(described, recipe) if item.kind == "spelling_variants"]
    ours, theirs = scores(content, lambda _proposed: cure(recipe))
    assert (ours, theirs) == (pytest.approx(accuracy, abs=0.005), pytest.approx(ours))


@pytest.mark.parametrize("algorithm", [key for key, known in ALGORITHMS.items() if known.regressor])
def test_a_logarithmic_target_scores_what_the_container_scores_in_its_own_unit(scores, algorithm):
    rows = "".join(f"{n % 17},{('a', 'b')[n % 2]},{2.0 ** (n % 17) + n % 2}\n" for n in range(120))

    def change(recipe):
        return replace(recipe, task="regression", target_options=TargetOptions(logarithm=True))

    ours, theirs = scores(f"size,c,y\n{rows}".encode(), change, algorithm)
    assert ours == pytest.approx(theirs, rel=1e-6)


def test_a_strangers_names_stay_texts():
    name = "x'); import os; print(\"\n#"
    table = f'"{name.replace(chr(34), chr(34) * 2)}",y\n' + "1,a\n2,b\n3,a\n4,b\n" * 5
    reading = read_csv(table.encode())
    source = code(propose(profile(reading.table)), profile(reading.table), reading.table.head(9), "forest")
    imported = {node.names[0].name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import)}
    assert imported == {"numpy", "pandas"}

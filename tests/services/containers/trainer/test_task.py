import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from services.containers.trainer import pipeline
from services.containers.trainer.spec import ALGORITHMS
from services.data.models.contract import Contract
from services.data.profile import profile
from services.data.reading.read import read_csv
from services.data.recipe.recipe import propose
from services.data.samples import samples
from services.settings import ROOT


@pytest.fixture
def run(tmp_path):
    """Run the folder as Vertex AI does: as a package of another name, in a process of its own."""
    package = tmp_path / "package" / "aiplatform_custom_trainer_script"
    shutil.copytree(ROOT / "services" / "containers" / "trainer", package)

    def start(table: bytes, *arguments: str, **change):
        recipe = {**json.loads(propose(profile(read_csv(table).table)).to_json()), **change}
        (tmp_path / "table.csv").write_bytes(table)
        (tmp_path / "recipe.json").write_text(json.dumps(recipe))
        names = ("LAUNCHPAD_", "GOOGLE_", "STORAGE_", "PYTHONPATH")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(names)}
        return subprocess.run(
            [sys.executable, "-m", "aiplatform_custom_trainer_script.task", "--table=table.csv", *arguments],
            cwd=tmp_path,
            env={**environment, "PYTHONPATH": str(package.parent), "AIP_MODEL_DIR": str(tmp_path / "model/")},
            capture_output=True,
            text=True,
            check=False,
        )

    return start


TABLE = samples.load("support_messages")[1]


def test_a_run_tells_its_progress_and_writes_the_three_files(run, tmp_path):
    done = run(TABLE, "--recipe=recipe.json", "--algorithm=linear")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Reading table.csv"
    assert lines[1] == "320 rows, 1 column to learn from: text (text)"
    assert "Split: 256 rows to train on, 64 to test on" in lines
    assert any(line.startswith("accuracy: 0.9") for line in lines)
    assert sorted(path.name for path in (tmp_path / "model").iterdir()) == [
        "contract.json",
        "evaluation.json",
        "model.joblib",
    ]
    assert Contract.from_json((tmp_path / "model" / "contract.json").read_bytes()).classes == (
        "complaint",
        "praise",
    )


def test_the_headline_metric_is_written_where_it_was_asked_for(run, tmp_path):
    done = run(TABLE, "--recipe=recipe.json", "--algorithm=linear", "--score=scores/1")
    assert done.returncode == 0, done.stderr
    evaluation = json.loads((tmp_path / "model" / "evaluation.json").read_bytes())
    values = {metric["name"]: metric["value"] for metric in evaluation["metrics"]}
    headline = evaluation["metric"]
    score = json.loads((tmp_path / "scores" / "1").read_bytes())
    assert score == {"metric": headline, "value": values[headline]}


def test_neighbors_say_how_many_there_are_and_of_how_many_rows(train, monkeypatch, capsys):
    monkeypatch.setitem(ALGORITHMS, "neighbors", replace(ALGORITHMS["neighbors"], most_rows=20))
    train(b"x,y\n" + b"".join(b"%d,%s\n" % (n % 7, b"pq"[n % 2 : n % 2 + 1]) for n in range(50)), "neighbors")
    lines = capsys.readouterr().out.splitlines()
    assert "Fitting neighbors with neighbors 15" in lines
    assert "Learns from 20 of 40 rows at random, as the model keeps them" in lines
    assert "Learns from 20 of 50 rows at random, as the model keeps them" in lines
    assert lines.count("Asks 10 neighbors, half of the rows, instead of 15") == 2


TWO_COLUMNS = b"x,z,y\n" + b"".join(b"%d,%d,%d\n" % (20 + n % 13, n % 9, n % 13 - n % 9) for n in range(60))


def test_the_stored_model_is_loaded_and_asked_like_the_fitted_one(train, capsys):
    train(TWO_COLUMNS)
    assert "The stored model answers 12 held-out rows as the fitted one does" in capsys.readouterr().out


def test_a_run_has_a_learning_curve_that_ends_with_its_score(train, capsys):
    rows = b"".join(b"%d,%d,%d\n" % (n % 31, n % 17, n % 31 - n % 17) for n in range(400))
    evaluation = train(b"x,z,y\n" + rows, "boosting", {"iterations": 30}).evaluation
    points = evaluation.learning_curve
    assert [point.rows for point in points] == [40, 80, 160, 320]
    assert points[-1].test == evaluation.score > points[0].test
    assert points[-1].train == evaluation.train_score
    assert "Measuring the learning curve" in capsys.readouterr().out


def test_a_stored_model_that_answers_otherwise_fails_the_run(train, monkeypatch, capsys):
    artifact = pipeline.artifact
    monkeypatch.setattr(pipeline, "artifact", lambda columns, fitted: artifact(columns[::-1], fitted))
    with pytest.raises(AssertionError):
        train(TWO_COLUMNS)
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("Training failed: ValueError: the stored model answers 12 of 12 held-out rows")


@pytest.mark.parametrize(
    ("arguments", "change", "words"),
    [
        (["--recipe=recipe.json"], {"target": "nowhere"}, "the table has no column 'nowhere'"),
        (["--recipe=recipe.json"], {"roles": []}, "no column of the recipe holds anything"),
        (["--recipe=recipe.json"], {"target": "label", "task": "regression"}, "nothing to learn"),
        (["--recipe=recipe.json", '--parameters={"depth": 3}'], {}, "linear has no parameter depth"),
        (
            ["--recipe=recipe.json", '--parameters={"iterations": 0}'],
            {},
            "iterations must be a number from 10",
        ),
        (["--recipe=elsewhere.json"], {}, "No such file"),
    ],
)
def test_a_failing_run_exits_with_1_and_says_why_in_its_last_line(run, tmp_path, arguments, change, words):
    done = run(TABLE, *arguments, **change)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("Training failed: ")
    assert words in last
    assert not (tmp_path / "model" / "model.joblib").exists()

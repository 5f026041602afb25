from collections import Counter

import pytest

from services.data.profile import profile
from services.data.reading.read import read_csv
from services.data.recipe.recipe import propose
from services.data.samples import korean_messages, samples
from services.errors import InvalidInput


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda sample: sample.key)
def test_a_sample_reads_whole_and_proposes_its_own_target(sample):
    name, data = samples.load(sample.key)
    reading = read_csv(data)
    assert name == f"{sample.key}.csv"
    assert (reading.rows_reported, reading.repairs) == (0, ())
    assert propose(profile(reading.table)).target == sample.target


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda sample: sample.key)
def test_a_sample_is_the_same_each_time(sample):
    assert samples.load(sample.key) == samples.load(sample.key)


def test_breast_cancer_has_readable_classes():
    frame = read_csv(samples.load("breast_cancer")[1]).table.frame()
    assert frame.shape == (569, 31)
    assert Counter(frame["diagnosis"]) == {"benign": 357, "malignant": 212}


def test_diabetes_is_a_regression_in_the_patients_own_units():
    table = read_csv(samples.load("diabetes")[1]).table
    frame = table.frame()
    assert frame.shape == (442, 11)
    assert propose(profile(table)).task == "regression"
    assert float(frame["age"].iloc[0]) == 59


def test_support_messages_are_as_many_praises_as_complaints_and_none_twice():
    frame = read_csv(samples.load("support_messages")[1]).table.frame()
    assert list(frame.columns) == ["text", "label"]
    assert Counter(frame["label"]) == {"praise": 160, "complaint": 160}
    assert frame["text"].is_unique


def test_korean_messages_are_as_many_praises_as_complaints_in_hangul_and_none_twice():
    table = read_csv(samples.load("korean_messages")[1]).table
    frame = table.frame()
    assert list(frame.columns) == ["text", "label"]
    assert Counter(frame["label"]) == {"칭찬": 150, "불만": 150}
    assert frame["text"].is_unique
    assert frame["text"].str.contains("[가-힣]").all()
    assert profile(table).column("text").kind == "text"


def test_korean_particles_agree_with_the_syllable_before_them():
    for noun, *particles in korean_messages._NOUNS:
        closed = (ord(noun[-1]) - ord("가")) % 28 > 0
        assert tuple(particles) == (("은", "이", "을") if closed else ("는", "가", "를")), noun


def test_subscriptions_have_every_kind_of_column():
    table = profile(read_csv(samples.load("subscriptions")[1]).table)
    assert {column.kind for column in table.columns} == {"number", "category", "date", "text"}
    assert table.column("age").missing > 0


def test_an_unknown_sample_is_refused_with_the_known_keys():
    with pytest.raises(InvalidInput) as refusal:
        samples.load("iris")
    assert refusal.value.code == "unknown_sample"
    assert "breast_cancer" in refusal.value.parameters["keys"]

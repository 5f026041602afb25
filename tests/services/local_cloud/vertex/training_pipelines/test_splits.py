"""Which row belongs to training, validation and test."""

from collections import Counter

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.kernel.messages import TrainingPipeline
from services.local_cloud.vertex.training_pipelines.splits import PARTS, assigner, fractions_sum_to_1

HEADER = ["id", "part", "when"]


@pytest.fixture
def assign():
    """Deal rows out by a split of InputDataConfig and return the ids of each part."""

    def assign(rows, **split):
        pipeline = TrainingPipeline(name="projects/p/locations/l/trainingPipelines/1")
        for kind, fields in split.items():
            getattr(pipeline.input_data_config, kind).SetInParent()
            for field, value in fields.items():
                setattr(getattr(pipeline.input_data_config, kind), field, value)
        of = assigner(pipeline, HEADER, lambda: rows)
        drawn = [(of(row), row[0]) for row in rows]
        return [[name for part, name in drawn if part == number] for number in range(len(PARTS))]

    return assign


def fractions(*shares):
    return dict(zip(("training_fraction", "validation_fraction", "test_fraction"), shares, strict=True))


def test_chance_deals_by_the_fractions_and_the_same_again(assign):
    rows = [[str(number), "", ""] for number in range(2000)]
    parts = assign(rows, fraction_split=fractions(0.5, 0.3, 0.2))
    assert parts == assign(rows, fraction_split=fractions(0.5, 0.3, 0.2))
    assert [len(part) / 2000 for part in parts] == pytest.approx([0.5, 0.3, 0.2], abs=0.05)
    assert [len(part) / 2000 for part in assign(rows)] == pytest.approx([0.8, 0.1, 0.1], abs=0.05)


def test_a_column_names_each_rows_part_and_other_rows_are_left_out(assign):
    rows = [[name, name, ""] for name in ("training", "test", "validation", "TRAIN", "")] + [["short"]]
    assert assign(rows, predefined_split={"key": "part"}) == [["training"], ["validation"], ["test"]]


def test_the_oldest_rows_are_for_training_and_the_newest_for_test(assign):
    rows = [[str(day), "", f"2026-11-{day:02d}T00:00:00Z"] for day in (7, 3, 10, 1, 5, 9, 2, 8, 6, 4)]
    rows += [["none", "", "yesterday"], ["short"]]
    split = {"key": "when", **fractions(0.6, 0.2, 0.2)}
    parts = [sorted(part, key=int) for part in assign(rows, timestamp_split=split)]
    assert parts == [["1", "2", "3", "4", "5", "6"], ["7", "8"], ["9", "10"]]


def test_times_of_several_zones_are_compared_as_moments(assign):
    rows = [["late", "", "2026-11-01T00:00:00-05:00"], ["early", "", "2026-11-01T01:00:00"]]
    assert assign(rows, timestamp_split={"key": "when", **fractions(0.5, 0, 0.5)}) == [
        ["early"],
        [],
        ["late"],
    ]


@pytest.mark.parametrize("kind", ["predefined_split", "timestamp_split"])
def test_a_column_that_is_not_there_is_refused(assign, kind):
    with pytest.raises(ApiError, match='no column "gone"'):
        assign([["1", "", ""]], **{kind: {"key": "gone"}})


def test_all_rows_are_dealt_to_one_part_where_it_has_all(assign):
    rows = [[str(number), "", "2026-11-01T00:00:00Z"] for number in range(20)]
    assert Counter(map(len, assign(rows, fraction_split=fractions(0, 0, 1)))) == {0: 2, 20: 1}


@pytest.mark.parametrize(
    ("shares", "fine"),
    [((0.8, 0.1, 0.1), True), ((0, 0, 0), True), ((0.9, 0.2, 0), False), ((1, -0.1, 0.1), False)],
)
def test_fractions_are_not_negative_and_sum_to_at_most_1(shares, fine):
    split = TrainingPipeline().input_data_config.fraction_split
    for field, share in fractions(*shares).items():
        setattr(split, field, share)
    assert fractions_sum_to_1(split) == fine

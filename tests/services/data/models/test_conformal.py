from services.data.models.conformal import ClassSet, Interval, Level, class_sets, intervals, read_levels

LEVELS = (Level(0.8, 0.4, 0.81), Level(0.95, 0.95, 0.94))
RANKED = (("yes", 0.55), ("maybe", 0.35), ("no", 0.1))


def test_an_interval_is_the_value_plus_and_minus_the_quantile():
    assert intervals((Level(0.9, 1.5, 0.91),), 12.0) == (Interval(0.9, 0.91, 10.5, 13.5),)


def test_a_set_holds_the_classes_that_are_likely_enough_and_the_likeliest_always():
    assert class_sets(LEVELS, RANKED) == (
        ClassSet(0.8, 0.81, ("yes",)),
        ClassSet(0.95, 0.94, ("yes", "maybe", "no")),
    )


def test_levels_are_read_with_and_without_a_size():
    entry = {"level": 0.9, "quantile": 1.5, "coverage": 0.91}
    assert read_levels([entry, {**entry, "size": 3.0, "rows": 40}]) == (
        Level(0.9, 1.5, 0.91),
        Level(0.9, 1.5, 0.91, 3.0, 40),
    )
    assert read_levels(None) == ()

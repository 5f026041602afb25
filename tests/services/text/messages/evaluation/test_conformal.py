from services.data.models.conformal import ClassSet, Interval
from services.text.messages.evaluation.conformal import region_text


def test_an_interval_is_told_with_its_level_and_what_was_measured():
    text = region_text(Interval(0.9, 0.91, 12.1, 15.3))
    assert text == "90%: between 12.1 and 15.3 (true of 91.0% of the held-out rows)"


def test_a_set_names_its_classes_and_counts_the_rest():
    assert "“yes” or “no”" in region_text(ClassSet(0.9, 0.91, ("yes", "no")))
    many = region_text(ClassSet(0.9, 0.91, tuple("abcdefgh")))
    assert "“f” and 2 more" in many
    assert "“g”" not in many

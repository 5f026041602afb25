"""Equal titles get the ends of their ids, since the browser sends a choice by its title."""

from components.shared import choice


def test_titles_that_occur_twice_get_the_ends_of_their_ids() -> None:
    titles = {"111111": "Churn", "222222": "Churn", "333333": "Price"}
    assert choice.distinct(titles) == {
        "111111": "Churn · 111111",
        "222222": "Churn · 222222",
        "333333": "Price",
    }

"""The cases of `path`: tables on their way to an answer, a command's options, and what must come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.table_cases import CASES

BY_TIME = ("--split", "time:when")
FIXED = ("--apply-fixes",)


@dataclass(frozen=True)
class PathCase:
    """A run of one table with one algorithm, and what must come of it.

    `scores` are the least values of metrics, `losses` the most. `roles` are those of columns in the recipe.
    `says` must stand in a finding, a note or the refusal. If `may_be_refused`, a refusal will do, which
    `says` the reason; a case without scores, losses and words need only end well.
    """

    name: str
    algorithm: str = "linear"
    options: tuple[str, ...] = ()
    target: str = "y"
    task: str = "classification"
    scores: Mapping[str, float] = field(default_factory=dict)
    losses: Mapping[str, float] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    says: str = ""
    is_refused: bool = False
    may_be_refused: bool = False

    @property
    def id(self) -> str:
        """The name of the test."""
        return f"{self.name}-{self.algorithm}"

    @property
    def file(self) -> Path:
        """The path of the table."""
        return CASES / "path" / f"{self.name}.csv"


def of_each(name: str, *options: str, **expected: object) -> tuple[PathCase, ...]:
    """Return a case for each algorithm."""
    return tuple(
        PathCase(name, algorithm, options, **expected)  # type: ignore[arg-type]
        for algorithm in ("linear", "boosting", "forest")
    )


PATH_CASES: tuple[PathCase, ...] = (
    PathCase("time_text_only_later", "linear", BY_TIME, scores={"accuracy": 0.7}),
    PathCase("time_text_only_later", "boosting", BY_TIME),
    PathCase("time_text_only_later", "forest", BY_TIME),
    PathCase("boost_12k_class_of_1", "boosting", scores={"accuracy": 0.99}),
    PathCase("num_one_1e200_outlier", scores={"accuracy": 0.85}, says="“z”", may_be_refused=True),
    PathCase("num_1e300", says="“big”", may_be_refused=True),
    PathCase("reg_target_1e160", task="regression", scores={"r2": 0.99}, says="“y”", may_be_refused=True),
    PathCase("target_float_bool", options=FIXED, scores={"accuracy": 0.75}),
    PathCase("target_float_bool", "boosting", FIXED, scores={"accuracy": 0.6}),
    PathCase("labels_float_int", options=FIXED, scores={"accuracy": 0.6}),
    PathCase("target_one_bad_cell", options=FIXED, task="regression", scores={"r2": 0.999}),
    PathCase("case_labels", options=FIXED, scores={"accuracy": 0.79}),
    PathCase("bool_target_three_cases", options=FIXED, scores={"accuracy": 0.95}),
    PathCase("labels_nfc_nfd", options=FIXED, scores={"accuracy": 0.99}),
    PathCase("nbsp_zero_width_labels", options=FIXED, scores={"accuracy": 0.79}),
    PathCase("ja_unique_reviews", target="評価", scores={"accuracy": 0.99}, roles={"レビュー": "text"}),
    PathCase("ja_short_reviews", target="評価", scores={"accuracy": 0.99}, roles={"レビュー": "text"}),
    PathCase(
        "price_dollar_feature", "boosting", FIXED, scores={"accuracy": 0.99}, roles={"price": "numeric"}
    ),
    PathCase("accounting_neg", options=FIXED, roles={"amount": "numeric"}),
    PathCase("percent_feature", options=FIXED, scores={"accuracy": 0.95}),
    PathCase("target_dollar_reg", options=FIXED, target="price", task="regression", scores={"r2": 0.99}),
    PathCase("sentinel_dblmax", scores={"accuracy": 0.8}),
    PathCase("unicode_minus", options=FIXED, scores={"accuracy": 0.95}),
    PathCase("dates_9999", scores={"accuracy": 0.999}),
    PathCase("dates_1500", scores={"accuracy": 0.999}),
    PathCase("classes_200_two_rows_each"),
    PathCase("classes_200_two_rows_each", "forest"),
    PathCase("target_missing_marks_class", says="N/A"),
    PathCase("target_question_mark", says="?"),
    *of_each("time_9999", *BY_TIME, says="9999"),
    *of_each("time_new_class_later", *BY_TIME, says="“new”"),
    PathCase("imbalance_2_of_1000", says="“b”"),
    PathCase("classes_60_bool_numeric_text", "boosting", losses={"log_loss": 4.1}),
    PathCase("dates_mixed_formats", options=FIXED, roles={"when": "date"}),
    PathCase(
        "seattle_weather", "boosting", target="weather", scores={"accuracy": 0.76}, losses={"log_loss": 0.75}
    ),
    PathCase("form_seconds"),
    PathCase("hour_of_day", scores={"accuracy": 0.96}),
    PathCase("hour_of_day", "boosting", scores={"accuracy": 0.96}),
    PathCase("hour_of_day", "forest", scores={"accuracy": 0.97}),
    PathCase("cat_ints_as_category"),
    PathCase("bool_target", scores={"accuracy": 0.9}),
    *of_each("labels_spaces", scores={"accuracy": 0.6}),
    *of_each("labels_nan_none_strings"),
    *of_each("target_some_missing", says="30"),
    *of_each("odd_names", target="target"),
    *of_each("dup_names_after_strip", says="a"),
    *of_each("class_of_1_of_2", is_refused=True),
    *of_each("mixed_dtypes"),
    *of_each("decimal_comma_reg", task="regression", scores={"r2": 0.9}),
    *of_each("zip_leading_zero", roles={"zip": "category"}),
    *of_each("text_emoji"),
    *of_each("target_enc_noise", losses={"accuracy": 0.65}),
    *of_each("time_new_categories_later", *BY_TIME),
    *of_each("time_one_class_in_test", *BY_TIME),
    *of_each("very_long_category"),
    *of_each("quotes_in_labels"),
    *of_each("all_duplicates", is_refused=True),
)

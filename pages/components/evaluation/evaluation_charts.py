"""Charts of an evaluation: what the model relies on, and its curves by class."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from components.shared import charts
from services.data.models.curves import ClassCurves, Points
from services.data.models.decision import Outcome
from services.data.models.evaluation import Importance
from services.text import formats
from services.text.i18n import _

_SHARES = {"range": [-0.01, 1.01], "tickformat": ".0%"}
_HEIGHT = 340
_ERROR = {"thickness": 1, "color": "gray"}


def importance(columns: Sequence[Importance], metric: str, key: str) -> None:
    """Show columns by how much worse a metric gets without them, with its deviation, the first on top."""
    names = [column.column for column in columns]
    trace = {
        "type": "bar",
        "y": list(range(len(columns))),
        "x": [column.mean for column in columns],
        "error_x": {"type": "data", "array": [column.deviation for column in columns], **_ERROR},
        "orientation": "h",
        "customdata": [
            [charts.label(column.column), formats.score(column.mean), formats.score(column.deviation)]
            for column in columns
        ],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]} ± %{customdata[2]}<extra></extra>",
    }
    layout = {
        "yaxis": charts.named_rows(names),
        "xaxis": {"title": {"text": _("Loss of {metric}", metric=metric)}},
    }
    height = max(140, 28 * len(columns) + 80)
    charts.show([trace], layout, key, _("Feature importance"), height=height)


def roc(curves: Sequence[ClassCurves], key: str) -> None:
    """Show the ROC curve of each class, beside chance."""
    titles = (_("False positive rate"), _("True positive rate"))
    _lines(curves, lambda curve: curve.roc, titles, key, _("ROC curve"), [_diagonal(_("Chance"))])


def precision_recall(curves: Sequence[ClassCurves], key: str) -> None:
    """Show precision by recall of each class, and of one class alone the precision of a guess."""
    chance = []
    if len(curves) == 1:  # each class has another
        chance.append(_dotted([0, 1], [curves[0].prevalence] * 2, _("Chance")))
    titles = (_("Recall"), _("Precision"))
    _lines(curves, lambda curve: curve.precision_recall, titles, key, _("Precision-recall curve"), chance)


def thresholds(known: Sequence[Outcome], chosen: Outcome, key: str) -> None:
    """Show precision, recall and F1 by threshold, with a line at the chosen one."""
    across = [outcome.threshold for outcome in known]
    measures = {
        _("Precision"): [outcome.precision for outcome in known],
        _("Recall"): [outcome.recall for outcome in known],
        _("F1"): [outcome.f1 for outcome in known],
    }
    traces = [
        {
            **_line(zip(across, values, strict=True), title),
            "hovertemplate": f"{title}: %{{y:.1%}}<br>{_('Threshold')}: %{{x:.1%}}<extra></extra>",
        }
        for title, values in measures.items()
    ]
    mark = _dotted([chosen.threshold] * 2, [0, 1], _("Chosen threshold"))
    _show([mark, *traces], (_("Threshold"), _("Metric")), key, _("Metrics by threshold"))


def gain(curves: Sequence[ClassCurves], key: str) -> None:
    """Show which share of each class is among the rows of the highest probabilities."""
    titles = (_("Share of rows selected"), _("Share of the class among them"))
    _lines(curves, lambda curve: curve.gain, titles, key, _("Cumulative gain"), [_diagonal(_("Chance"))])


def calibration(curves: Sequence[ClassCurves], key: str) -> None:
    """Show the share of a class among rows of similar probabilities, beside perfect calibration."""
    traces = [
        {
            **_line([(part.mean, part.share) for part in curve.calibration], curve.label),
            "mode": "lines+markers",
            "customdata": [formats.count(part.rows) for part in curve.calibration],
            "hovertemplate": "<br>".join(
                (
                    charts.label(curve.label),
                    _("Predicted probability: {share}", share="%{x:.1%}"),
                    _("Share of the class: {share}", share="%{y:.1%}"),
                    _("Rows: {count}", count="%{customdata}"),
                )
            )
            + "<extra></extra>",
        }
        for curve in curves
    ]
    titles = (_("Predicted probability"), _("Share of the class"))
    _show([_diagonal(_("Perfect calibration")), *traces], titles, key, _("Calibration"))


def _lines(
    curves: Iterable[ClassCurves],
    points: Callable[[ClassCurves], Points],
    titles: tuple[str, str],
    key: str,
    alt: str,
    beside: Sequence[dict[str, Any]],
) -> None:
    across, down = titles
    traces = [
        {
            **_line(points(curve), curve.label),
            "hovertemplate": f"{charts.label(curve.label)}<br>{across}: %{{x:.1%}}<br>{down}: %{{y:.1%}}"
            "<extra></extra>",
        }
        for curve in curves
    ]
    _show([*beside, *traces], titles, key, alt)


def _show(traces: Sequence[dict[str, Any]], titles: tuple[str, str], key: str, alt: str) -> None:
    across, down = titles
    layout = {
        "xaxis": {"title": {"text": across}, **_SHARES},
        "yaxis": {"title": {"text": down}, **_SHARES},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    }
    charts.show(traces, layout, key, alt, height=_HEIGHT, legend=True)


def _line(points: Iterable[tuple[float, float]], name: str) -> dict[str, Any]:
    across, down = zip(*points, strict=True)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(across),
        "y": list(down),
        "name": charts.label(name, charts.BELOW_WIDTH),
    }


def _diagonal(name: str) -> dict[str, Any]:
    return _dotted([0, 1], [0, 1], name)


def _dotted(across: Sequence[float], down: Sequence[float], name: str) -> dict[str, Any]:
    line = {"dash": "dot", "color": "gray"}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(across),
        "y": list(down),
        "name": name,
        "line": line,
        "hoverinfo": "skip",
    }

"""HTML report: facts, findings, columns and correlations of a table on one self-contained page.

The page is in the reader's language, with numbers and dates by the reader's locale and time zone.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape

from services.data.export import correlation_matrix, svg
from services.data.export.csv_tables import Remark
from services.data.profile import ColumnProfile, Profile
from services.text.i18n import _, language
from services.text.messages import report
from services.text.messages.columns import type_name

CHARTS = 500  # columns with a chart and frequent values
FINDINGS = 300

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root{color-scheme:light dark;--ink:#111827;--soft:#667085;--line:#e3e7ee;--ground:#fff;--card:#f5f7fb;
--bar:#1a56db;--red:#d92d3a;--orange:#c2610c}
@media(prefers-color-scheme:dark){:root{--ink:#e7ecf4;--soft:#98a4b6;--line:#263041;--ground:#0e131d;
--card:#161d2a;--bar:#6c9bf7;--red:#f2808a;--orange:#f0a45d}}
@media print{:root{--ink:#000;--soft:#444;--line:#bbb;--ground:#fff;--card:#fff;--bar:#1a56db}
tr,.fact,li,svg{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}}
*{box-sizing:border-box}body{margin:0 auto;max-width:1100px;padding:2rem 1rem;background:var(--ground);
color:var(--ink);font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.75rem;margin:0}h2{font-size:1.35rem;margin:2rem 0 .75rem}p,small{color:var(--soft)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:.75rem;margin-top:1.25rem}
.fact{border:1px solid var(--line);border-radius:8px;padding:.75rem 1rem;background:var(--card)}
.fact b{display:block;font-size:1.35rem}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px}th,td{border-bottom:1px solid var(--line);
padding:.4rem .6rem;text-align:left;vertical-align:top}td.n,th.n{text-align:right}
td.n{white-space:nowrap}th{overflow-wrap:normal;word-break:keep-all}
td:first-child{min-width:9rem}td:last-child{min-width:11rem}td:nth-child(2){white-space:nowrap}
td svg rect{fill:var(--bar)}rect.up{fill:var(--bar)}rect.down{fill:var(--red)}
text{fill:var(--ink);font-size:11px}
ul{padding:0;list-style:none}li{border:1px solid var(--line);border-left:4px solid var(--soft);
border-radius:8px;padding:.6rem .9rem;margin:.5rem 0}li.error{border-left-color:var(--red)}
li.warning,li.question{border-left-color:var(--orange)}li small{display:block}
@page{margin:12mm}
@media print{body{padding:0;font-size:11px}.facts{grid-template-columns:repeat(6,1fr);gap:.4rem}
.fact{padding:.4rem .5rem}.fact b{font-size:1rem}.wide{overflow:visible}.wide>svg{max-width:100%;height:auto}
table{font-size:8.5px}th,td{padding:.25rem .3rem}td svg{width:96px;height:auto}td.n{white-space:normal;
overflow-wrap:normal}td:first-child{min-width:5rem}td:last-child{min-width:9rem}}
"""


def html(
    name: str,
    profile: Profile,
    remarks: Sequence[Remark] = (),
    made: datetime | None = None,
    target: str = "",
) -> str:
    """Return the report of a table; names and values are untrusted and escaped."""
    return "".join(_parts(name, profile, remarks, made or datetime.now(UTC), target))


def _parts(
    name: str, profile: Profile, remarks: Sequence[Remark], made: datetime, target: str
) -> Iterator[str]:
    yield f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
    # If markup were not escaped, the page could still neither run nor fetch anything.
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{escape(name)}</title><style>{_STYLE}</style></head><body><h1>{escape(name)}</h1>"
    yield _paragraph(report.subtitle(made))
    yield from _facts(profile, target)
    yield from _findings(remarks)
    yield from _columns(profile)
    yield from _correlations(profile)
    yield "</body></html>"


def _facts(profile: Profile, target: str) -> Iterator[str]:
    yield '<div class="facts">'
    for label, value in report.facts(profile, target):
        yield f'<div class="fact">{escape(label)}<b>{escape(value)}</b></div>'
    yield "</div>"


def _findings(remarks: Sequence[Remark]) -> Iterator[str]:
    if not remarks:
        return
    yield _heading(_("Findings"))
    yield "<ul>"
    for remark in remarks[:FINDINGS]:
        yield f'<li class="{escape(remark.severity)}"><b>{escape(remark.message)}</b>'
        yield f"<small>{escape(remark.reason)}</small></li>"
    yield "</ul>"
    if len(remarks) > FINDINGS:
        yield _paragraph(report.more_findings(len(remarks) - FINDINGS))


def _columns(profile: Profile) -> Iterator[str]:
    yield _heading(_("Columns"))
    yield '<div class="wide"><table><thead><tr>'
    for label in report.text_headings():
        yield f"<th>{escape(label)}</th>"
    for label in report.number_headings():
        yield f'<th class="n">{escape(label)}</th>'
    yield f"<th>{escape(report.frequent_heading())}</th></tr></thead><tbody>"
    for index, column in enumerate(profile.columns):
        yield _row(column, profile.rows, drawn=index < CHARTS)
    yield "</tbody></table></div>"
    yield from map(_paragraph, report.column_notes(profile, CHARTS))


def _row(column: ColumnProfile, rows: int, drawn: bool) -> str:
    counts = column.histogram.counts if column.histogram else tuple(count for _value, count in column.top)
    chart = svg.bars(counts, report.chart_label(column)) if drawn else ""
    frequent = report.frequent_cell(column) if drawn else ""
    numbers = "".join(f'<td class="n">{escape(cell)}</td>' for cell in report.number_cells(column, rows))
    return (
        f"<tr><td><b>{escape(column.name)}</b></td><td>{escape(type_name(column.kind))}</td>"
        f"<td>{chart}</td>{numbers}<td>{escape(frequent)}</td></tr>"
    )


def _correlations(profile: Profile) -> Iterator[str]:
    matrix = correlation_matrix.strongest(profile.correlations)
    if len(matrix.names) < 2:
        return
    title = _("Correlations")
    yield _heading(title)
    yield _paragraph(" ".join(report.correlation_notes(matrix.left_out)))
    yield f'<div class="wide">{svg.matrix(matrix.names, matrix.values, title)}</div>'


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"

"""Reports: a table's facts, findings, columns and correlations as one HTML page that fetches nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape

from services.data.export import correlation_matrix, svg
from services.data.export.csv_tables import Remark
from services.data.profile import ColumnProfile, Profile, odds
from services.text.i18n import _, _n

DRAWN = 500  # columns with a chart and a list; all others have a line of numbers
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
padding:.4rem .6rem;text-align:left;vertical-align:top}td.n,th.n{text-align:right;white-space:nowrap}
td:first-child{min-width:9rem}td:last-child{min-width:11rem}th,td:nth-child(2){white-space:nowrap}
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
    """Return the report of a table; every text in it is a stranger's and is escaped."""
    return "".join(_parts(name, profile, remarks, made or datetime.now().astimezone(), target))


def _parts(
    name: str, profile: Profile, remarks: Sequence[Remark], made: datetime, target: str
) -> Iterator[str]:
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(name)}</title>'
    # Even if something slipped through, the page may neither run nor fetch anything.
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body><h1>{escape(name)}</h1>"
    yield f"<p>{_('Statistics of the whole table, {moment}', moment=f'{made:%Y-%m-%d %H:%M %Z}')}</p>"
    yield from _facts(profile, target)
    yield from _findings(remarks)
    yield from _columns(profile)
    yield from _correlations(profile)
    yield "</body></html>"


def _facts(profile: Profile, target: str) -> Iterator[str]:
    cells = profile.rows * len(profile.columns)
    missing = sum(column.missing for column in profile.columns)
    facts = [
        (_("Rows"), f"{profile.rows:,}"),
        (_("Columns"), f"{len(profile.columns):,}"),
        (_("Missing cells"), f"{missing / cells:.1%}" if cells else "–"),
        (
            _("Repeated, by hash") if profile.duplicates_hashed else _("Repeated rows"),
            f"{profile.duplicates:,}",
        ),
        (_("Size as CSV"), f"{profile.size / 1e6:,.1f} MB"),
    ]
    if target:
        facts.append((_("Target"), target))
    yield '<div class="facts">'
    for label, value in facts:
        yield f'<div class="fact">{escape(label)}<b>{escape(value)}</b></div>'
    yield "</div>"


def _findings(remarks: Sequence[Remark]) -> Iterator[str]:
    if not remarks:
        return
    yield f"<h2>{_('Findings')}</h2><ul>"
    for each in remarks[:FINDINGS]:
        yield f'<li class="{escape(each.severity)}"><b>{escape(each.message)}</b>'
        yield f"<small>{escape(each.reason)}</small></li>"
    yield "</ul>"
    if len(remarks) > FINDINGS:
        more = _n(
            "{n:,} more finding stands in the CSV of findings.",
            "{n:,} more findings stand in the CSV of findings.",
            len(remarks) - FINDINGS,
            n=len(remarks) - FINDINGS,
        )
        yield f"<p>{more}</p>"


def _columns(profile: Profile) -> Iterator[str]:
    yield f'<h2>{_("Columns")}</h2><div class="wide"><table><thead><tr>'
    for word in (_("Column"), _("Type"), _("Distribution")):
        yield f"<th>{word}</th>"
    for word in (_("Missing"), _("Distinct"), _("Least"), _("Mean"), _("Most")):
        yield f'<th class="n">{word}</th>'
    yield f"<th>{_('Most frequent')}</th></tr></thead><tbody>"
    for index, column in enumerate(profile.columns):
        yield _row(column, profile.rows, drawn=index < DRAWN)
    yield "</tbody></table></div>"
    yield from _hashes(profile)
    if len(profile.columns) > DRAWN:
        yield f"<p>{_('Charts are drawn for the first {many} columns.', many=DRAWN)}</p>"


def _hashes(profile: Profile) -> Iterator[str]:
    """Say what a count by hashes means, where there is one, and which words may be counted too low."""
    counted = [column.distinct for column in profile.columns if column.hashed]
    counted += [profile.rows] if profile.duplicates_hashed else []
    if counted:
        text = _(
            "By hash: 64-bit fingerprints were counted instead of the values or rows themselves. The odds "
            "that one such count is off are below 1 in {odds:,}."
        )
        yield f"<p>{escape(text.format(odds=odds(max(counted))))}</p>"
    forgotten = ", ".join(column.name for column in profile.columns if column.words_forgotten)
    if forgotten:
        text = _("Rare words were forgotten while these were counted, so a count may be too low: {names}.")
        yield f"<p>{escape(text.format(names=forgotten))}</p>"
    shared = [column for column in profile.columns if column.words_of > 1]
    if shared:
        names = ", ".join(f"{column.name} (1 / {column.words_of:,})" for column in shared)
        yield f"<p>{escape(_('Words of a share of the cells: {names}.', names=names))}</p>"


def _row(column: ColumnProfile, rows: int, drawn: bool) -> str:
    counts = column.histogram.counts if column.histogram else tuple(count for _value, count in column.top)
    chart = svg.bars(counts, _("Distribution of {name}", name=column.name)) if drawn else ""
    distinct = _("{n:,} by hash", n=column.distinct) if column.hashed else f"{column.distinct:,}"
    frequent = ", ".join(f"{value[:40]} ({count:,})" for value, count in column.top[:5]) if drawn else ""
    numbers = (
        f"{column.missing / rows:.1%}" if rows else "–",
        distinct,
        column.earliest or _number(column.minimum),
        _number(column.mean),
        column.latest or _number(column.maximum),
    )
    cells = "".join(f'<td class="n">{escape(each)}</td>' for each in numbers)
    return (
        f"<tr><td><b>{escape(column.name)}</b></td><td>{escape(column.kind)}</td><td>{chart}</td>{cells}"
        f"<td>{escape(frequent)}</td></tr>"
    )


def _correlations(profile: Profile) -> Iterator[str]:
    found = correlation_matrix.of(profile.correlations)
    if len(found.names) < 2:
        return
    yield f"<h2>{_('Correlations')}</h2><p>"
    yield _(
        "Pearson’s coefficient between columns of numbers: blue rise together, red run against each other."
    )
    if found.left_out:
        yield " " + _n(
            "{n} column with weaker ones is left out.",
            "{n} columns with weaker ones are left out.",
            found.left_out,
            n=found.left_out,
        )
    yield f'</p><div class="wide">{svg.matrix(found.names, found.values)}</div>'


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    # Powers of ten are for numbers too long to be read.
    return f"{value:,.0f}" if 1e6 <= abs(value) < 1e15 else f"{value:,.6g}"

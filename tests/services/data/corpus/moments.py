"""Dates and times in many forms; the texts survive as they were."""

from .case import Case, kept, lines


def _column(name: str, *cells: str, kind: str | None = "date") -> Case:
    rows = [[cell, str(n)] for n, cell in enumerate(cells)]
    data = lines("day;n", *[";".join(row) for row in rows])
    return kept(name, data, "day|n", rows, kinds=None if kind is None else [kind, "number"])


CASES = [
    _column("iso.csv", "2026-01-05", "2026-01-06", "2026-12-31"),
    _column("iso_time.csv", "2026-01-05T12:30:00", "2026-01-06T00:00:00"),
    _column("iso_zulu.csv", "2026-01-05T12:30:00Z", "2026-01-06T00:00:00Z"),
    _column("iso_offset.csv", "2026-01-05T12:30:00+09:00", "2026-01-06T00:00:00+09:00"),
    _column("iso_fraction.csv", "2026-01-05 12:30:00.123456", "2026-01-06 00:00:00.5"),
    _column("iso_basic.csv", "20260105T123000", "20261231T000000"),
    _column("bigquery.csv", "2026-01-05 12:30:00 UTC", "2026-01-06 00:00:00 UTC"),
    _column("iso_space.csv", "2026-01-05 12:30", "2026-01-06 23:59"),
    _column("slashes_year_first.csv", "2026/01/05", "2026/01/06"),
    _column("dots_day_first.csv", "05.01.2026", "31.12.2026"),
    _column("slashes_day_first.csv", "05/01/2026", "31/12/2026"),
    _column("slashes_month_first.csv", "01/05/2026", "12/31/2026"),
    _column("slashes_ambiguous.csv", "01/05/2026", "02/06/2026"),
    _column("korean_words.csv", "2026년 1월 5일", "2026년 12월 31일"),
    _column("korean_dots.csv", "2026. 1. 5.", "2026. 12. 31."),
    _column("month_names.csv", "5 Jan 2026", "31 Dec 2026"),
    _column("month_names_us.csv", "Jan 5, 2026", "Dec 31, 2026"),
    _column("month_names_long.csv", "5 January 2026", "31 December 2026"),
    _column("month_names_de.csv", "5. Januar 2026", "31. Dezember 2026", "1. März 2026"),
    _column("month_names_de_short.csv", "05-Jan-26", "31-Dez-26", "01-Okt-26"),
    _column("month_names_fr.csv", "1er janvier 2026", "31 décembre 2026", "15 août 2026"),
    _column("month_names_es.csv", "5 de enero de 2026", "31 de diciembre de 2026"),
    _column("month_names_it.csv", "5 gennaio 2026", "31 dicembre 2026"),
    _column("month_names_pt.csv", "jan/26", "fev/26", "dez/26"),
    _column("month_names_alone.csv", "may", "mai", "mars", kind="category"),
    _column("codes_like_months.csv", "SET-01", "SET-02", "SET-11", kind="category"),
    _column("compact.csv", "20260105", "20261231", kind=None),
    _column("years.csv", "2024", "2025", "2026", kind="number"),
    _column("impossible.csv", "2026-02-30", "2026-13-01", kind="category"),
    _column("some_impossible.csv", "2026-02-28", "2026-02-30", kind="category"),
    _column("leap.csv", "2024-02-29", "2028-02-29"),
    _column("old.csv", "1066-10-14", "1492-10-12", kind=None),
    _column("far.csv", "9999-12-31", "9998-01-01", kind=None),
    _column("year_zero.csv", "0000-00-00", "2026-01-05", kind=None),
    _column("epochs.csv", "1767571200", "1767657600", kind="number"),
    _column("times_only.csv", "12:30:00", "13:45:10", kind=None),
    _column("weeks.csv", "2026-W01", "2026-W02", kind=None),
    _column("mixed_forms.csv", "2026-01-05", "06.01.2026", kind=None),
]

"""Reports: one page with everything, escaped, that fetches nothing and stays of a bearable size."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from services.data.export import html_report
from services.data.export.csv_tables import Remark
from services.data.profile import Correlation, profile
from services.data.reading.read import read_csv
from services.data.samples import samples
from services.text.i18n import use_language
from services.text.messages import report
from services.text.messages.columns import distinct_count, duplicates_label
from services.text.time_zone import use_time_zone

REMARK = Remark("leak", "error", None, "<script>alert(1)</script>", "because & so on")


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        self.sources += [
            f"{name}={value}" for name, value in attrs if name in ("src", "href", "onload", "style")
        ]


def test_strangers_texts_are_escaped_and_nothing_is_fetched_or_run() -> None:
    table = profile(read_csv(b'b,<img src=x>\r\n1,<svg onload=x>\r\n2,"""><b>"\r\n').table)
    page = html_report.html("</title><script>", table, [REMARK])
    found = Tags(page)
    assert {"script", "img", "link", "iframe"}.isdisjoint(found.opened)
    assert found.sources == []
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "because &amp; so on" in page


def test_a_sample_is_reported_with_its_facts_columns_charts_and_correlations() -> None:
    table = profile(read_csv(samples.load("breast_cancer")[1]).table)
    names = [column.name for column in table.columns[:3]]
    table = replace(
        table, correlations=(Correlation(names[0], names[1], 0.32), Correlation(names[0], names[2], -0.9))
    )
    page = html_report.html("Tumours", table, target="diagnosis")
    assert ">569<" in page
    assert "diagnosis" in page
    assert len(re.findall("<svg", page)) == 31 + 1
    assert 'class="down"' in page
    assert "prefers-color-scheme:dark" in page
    assert "@media print" in page


def test_counts_by_hash_and_words_of_a_part_are_labelled() -> None:
    exact = profile(read_csv(b"a,b\r\n1,x\r\n1,x\r\n").table)
    assert list(report.column_notes(exact, html_report.CHARTS)) == []
    assert duplicates_label(estimated=True) not in html_report.html("Exact", exact)
    one, two = exact.columns
    counted = replace(
        exact,
        rows=5_000_000,
        duplicates_hashed=True,
        columns=(
            replace(one, distinct=99_990, hashed=True),
            replace(two, words_forgotten=True, words_of=100),
        ),
    )
    page = html_report.html("Counted", counted)
    assert distinct_count(counted.columns[0]) in page
    assert duplicates_label(estimated=True) in page
    notes = list(report.column_notes(counted, html_report.CHARTS))
    assert "1,000,000" in notes[0]
    assert notes[1].endswith(": b.")
    assert "b (1 / 100)" in notes[2]
    assert all(f"<p>{note}</p>" in page for note in notes)


def test_large_numbers_are_written_out_and_small_ones_kept_short() -> None:
    page = html_report.html(
        "Prices", profile(read_csv(b"won,rate\r\n8998442,0.000125\r\n16123,0.5\r\n").table)
    )
    assert ">8,998,442<" in page
    assert ">0.000125<" in page


def test_ten_thousand_columns_and_findings_stay_below_eight_megabytes() -> None:
    column = profile(read_csv(b"c,d\r\n" + b"".join(b"%d,x\r\n" % n for n in range(300))).table).columns[0]
    wide = profile(read_csv(b"c,d\r\n1,2\r\n").table)
    wide = replace(wide, columns=tuple(replace(column, name=f"column {n}") for n in range(10_000)))
    page = html_report.html("Wide", wide, [REMARK] * 10_000)
    assert len(page) < 8_000_000
    assert "column 9999" in page
    assert report.more_findings(9_700) in page


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ("8,998,442", "0.25", "Mar 5, 2026")), ("de", ("8.998.442", "0,25", "05.03.2026"))],
)
def test_numbers_and_dates_are_written_by_the_locale(language: str, expected: tuple[str, ...]) -> None:
    table = profile(read_csv(b"won,rate,day\r\n8998442,0.25,2026-03-05\r\n16123,0.5,2026-04-05\r\n").table)
    with use_language(language), use_time_zone("Asia/Seoul"):
        page = html_report.html("Prices", table, made=datetime(2026, 11, 29, 20, 0, tzinfo=UTC))
    assert f'<html lang="{language}">' in page
    for text in expected:
        assert f">{text}<" in page
    assert {"en": "Nov 30, 2026 5:00", "de": "30.11.2026 05:00"}[language] in page.replace("\u202f", " ")

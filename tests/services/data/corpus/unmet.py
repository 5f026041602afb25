"""Unmet: cases that aren't as they should be yet, each with why; the long form of the tests runs them."""

UNMET = {
    "parquets/parquet_bomb.parquet": "a dictionary of long texts is written out up to the limit of 4 GB",
    "bombs/zeros_10gb.csv.gz": "the ratio is told by the archive's whole size, after gigabytes are written",
    "bombs/rows_10gb.csv.gz": "the ratio is told by the archive's whole size, after gigabytes are written",
    "bombs/one_cell_4gb.csv.gz": "the ratio is told by the archive's whole size, after gigabytes are written",
    "bombs/newlines_4gb.csv.gz": "the ratio is told by the archive's whole size, after gigabytes are written",
    "bombs/alternating_quotes.csv": "each row looks thousands of lines ahead for a quote that closes",
    "bombs/most_columns.csv": "10,000 columns take the profile and the findings about 10 s on a busy machine",
    "numbers/thousands_nbsp.csv": "the kinds don't take the hard space that the number format allows",
    "numbers/thousands_narrow.csv": "the kinds don't take the hard space that the number format allows",
}

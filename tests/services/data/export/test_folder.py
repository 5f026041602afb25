import pytest

from services.data.export.folder import Export, title
from services.data.reading.read import read_csv
from services.errors import InvalidInput


@pytest.fixture
def table():
    return read_csv(b"a,b\n007,x\n").table


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("sales.csv", "sales"),
        ("/data/sales.TSV", "sales"),
        ("sales.csv.gz", "sales"),
        ("sales.2026.parquet", "sales.2026"),
        ("한글 파일.csv", "한글 파일"),
        ("no ending", "no ending"),
        ("..", "table"),
        ("../../etc/passwd", "passwd"),
        ("..csv", "table"),
        (".hidden", "hidden"),
        ("a\nb.csv", "a_b"),
        ("C:\\x\\y.csv", "C__x_y"),
        ("caf\udce9.csv", "caf_"),
        ("rtl\u202evsc.csv", "rtl_vsc"),
        ("x" * 250 + ".csv", "x" * 200),
        ("가" * 80 + ".csv", "가" * 66),
    ],
)
def test_a_table_gets_its_sources_name_without_what_file_names_cannot_hold(source, name):
    assert title(source) == name


def test_a_table_is_written_byte_by_byte(tmp_path, table):
    written = Export(tmp_path / "new" / "folder").write(table, "x.csv")
    assert written.read_bytes() == b"a,b\r\n007,x\r\n"
    assert [each.name for each in written.parent.iterdir()] == ["x.csv"]


def test_names_that_collide_are_numbered_also_where_only_case_or_composition_differs(tmp_path, table):
    export = Export(tmp_path)
    names = ["a.csv", "b/a.csv", "A.tsv", "a-2.csv", "\u00e9.csv", "e\u0301.csv"]
    assert [export.write(table, name).name for name in names] == [
        *("a.csv", "a-2.csv", "A-3.csv", "a-2-2.csv"),
        *("\u00e9.csv", "e\u0301-2.csv"),
    ]


def test_no_source_is_written_over(tmp_path, table):
    source = tmp_path / "a.csv"
    source.write_bytes(b"a;b\n007;x\n")
    (tmp_path / "b.csv").symlink_to(source)
    export = Export(tmp_path, [str(source)])
    assert [export.write(table, name).name for name in ("a.csv", "b.csv")] == ["a-2.csv", "b-2.csv"]
    assert source.read_bytes() == b"a;b\n007;x\n"


def test_an_earlier_runs_table_is_replaced(tmp_path, table):
    (tmp_path / "a.csv").write_bytes(b"old")
    assert Export(tmp_path).write(table, "a.csv").read_bytes() == table.path.read_bytes()


def test_a_link_in_the_folder_is_replaced_not_followed(tmp_path, table):
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"precious")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.csv").symlink_to(outside)
    written = Export(folder).write(table, "a.csv")
    assert (outside.read_bytes(), written.is_symlink()) == (b"precious", False)


def test_a_folder_of_the_same_name_is_left_alone(tmp_path, table):
    (tmp_path / "a.csv").mkdir()
    assert Export(tmp_path).write(table, "a.csv").name == "a-2.csv"


def test_what_cannot_be_written_is_named_with_the_systems_reason(tmp_path, table):
    (tmp_path / "file").touch()
    with pytest.raises(InvalidInput) as error:
        Export(tmp_path / "file" / "folder")
    assert error.value.code == "unwritable_export"
    assert error.value.parameters == {"path": str(tmp_path / "file" / "folder"), "detail": "Not a directory"}
    export = Export(tmp_path / "folder")
    (tmp_path / "folder").rmdir()
    with pytest.raises(InvalidInput) as error:
        export.write(table, "a.csv")
    assert error.value.code == "unwritable_export"
    assert error.value.parameters["detail"] == "No such file or directory"


def test_a_table_is_as_readable_as_other_new_files(tmp_path, table):
    plain = tmp_path / "plain"
    plain.touch()
    written = Export(tmp_path).write(table, "a.csv")
    assert written.stat().st_mode == plain.stat().st_mode

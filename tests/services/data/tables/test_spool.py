import gc

from services.data.tables.spool import Spool, used_bytes


def test_a_spool_is_private_and_deleted_with_its_last_reference():
    spool = Spool()
    (spool.folder / "table.csv").write_bytes(b"a\r\n")
    folder = spool.folder
    assert folder.stat().st_mode & 0o077 == 0
    del spool
    gc.collect()
    assert not folder.exists()


def test_the_bytes_of_all_spools_are_counted_until_they_are_deleted():
    before = used_bytes()
    spool, other = Spool(), Spool()
    (spool.folder / "table.csv").write_bytes(bytes(1000))
    (other.folder / "source").write_bytes(bytes(500))
    assert used_bytes() == before + 1500
    del spool
    gc.collect()
    assert used_bytes() == before + 500

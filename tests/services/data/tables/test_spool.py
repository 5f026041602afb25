import gc

from services.data.tables.spool import Spool


def test_a_spool_is_private_and_deleted_with_its_last_reference():
    spool = Spool()
    (spool.folder / "table.csv").write_bytes(b"a\r\n")
    folder = spool.folder
    assert folder.stat().st_mode & 0o077 == 0
    del spool
    gc.collect()
    assert not folder.exists()

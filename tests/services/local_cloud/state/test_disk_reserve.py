"""Room is kept back, given up only where there is no other, and taken again."""

import os
from pathlib import Path

from services.local_cloud.state.disk_reserve import DiskReserve


def test_room_is_held_while_the_disk_has_more(tmp_path):
    reserve = DiskReserve(tmp_path / "reserve")
    reserve.release()
    assert (tmp_path / "reserve").stat().st_blocks * 512 >= 1024 * 1024


def test_room_is_given_up_on_a_full_disk_and_taken_again(tmp_path, monkeypatch):
    reserve = DiskReserve(tmp_path / "reserve")
    with monkeypatch.context() as disk:
        left = list(os.statvfs(tmp_path))
        left[4] = 3  # blocks that are free for us
        disk.setattr(os, "statvfs", lambda _path: os.statvfs_result(left))
        reserve.release()
    assert list(tmp_path.iterdir()) == []
    reserve.take()
    assert (tmp_path / "reserve").stat().st_size == 1024 * 1024


def test_a_disk_without_room_is_no_error(tmp_path, monkeypatch):
    def full(path, _content):
        path.touch()
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    DiskReserve(tmp_path / "reserve").release()
    assert list(tmp_path.iterdir()) == []

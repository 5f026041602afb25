"""One local cloud to a state directory, and files for its owner's eyes alone."""

import os
import stat

import pytest

from services.local_cloud.state.state_dir import NotRunning, StateDirInUse, StateDirLock, find_running


@pytest.fixture
def lock(tmp_path):
    lock = StateDirLock(tmp_path / "state")
    yield lock
    lock.release()


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_address_and_token_are_found_while_it_lives_there(lock):
    with pytest.raises(NotRunning):
        find_running(lock.state_dir)
    lock.publish("http://127.0.0.1:8085", "secret")
    assert find_running(lock.state_dir) == ("http://127.0.0.1:8085", "secret")
    lock.release()
    with pytest.raises(NotRunning, match="No local cloud runs on"):
        find_running(lock.state_dir)


def test_only_the_owner_may_read(lock):
    lock.publish("http://127.0.0.1:8085", "secret")
    assert mode(lock.state_dir) == 0o700
    assert {name: mode(lock.state_dir / name) for name in ("token", "address", "lock")} == dict.fromkeys(
        ("token", "address", "lock"), 0o600
    )


def test_the_second_is_told_who_holds_it(lock):
    with pytest.raises(StateDirInUse, match=f"process {os.getpid()}"):
        StateDirLock(lock.state_dir)


def test_the_next_one_moves_in_after_it(lock):
    lock.release()
    next_one = StateDirLock(lock.state_dir)
    next_one.release()


def test_files_that_a_killed_one_left_lead_nobody_astray(lock):
    lock.publish("http://127.0.0.1:8085", "secret")
    lock._lock.close()  # what the kernel does for a killed process
    with pytest.raises(NotRunning):
        find_running(lock.state_dir)


def test_a_folder_that_holds_other_things_keeps_its_permissions(tmp_path):
    tmp_path.chmod(0o755)
    (tmp_path / "thesis.txt").write_text("mine")
    lock = StateDirLock(tmp_path)
    lock.publish("http://127.0.0.1:8085", "secret")
    assert (mode(tmp_path), mode(tmp_path / "token")) == (0o755, 0o600)
    lock.release()


def test_a_directory_that_is_not_there_is_vacant(tmp_path):
    with pytest.raises(NotRunning):
        find_running(tmp_path / "nowhere")

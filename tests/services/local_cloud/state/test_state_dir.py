"""One local cloud to a state directory, and files for its owner's eyes alone."""

import os
import stat

import pytest

from services.local_cloud.state.state_dir import Occupied, Residence, Vacant, look_up


@pytest.fixture
def residence(tmp_path):
    residence = Residence(tmp_path / "state")
    yield residence
    residence.leave()


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_address_and_token_are_found_while_it_lives_there(residence):
    with pytest.raises(Vacant):
        look_up(residence.state_dir)
    residence.publish("http://127.0.0.1:8085", "secret")
    assert look_up(residence.state_dir) == ("http://127.0.0.1:8085", "secret")
    residence.leave()
    with pytest.raises(Vacant, match="No local cloud runs on"):
        look_up(residence.state_dir)


def test_only_the_owner_may_read(residence):
    residence.publish("http://127.0.0.1:8085", "secret")
    assert mode(residence.state_dir) == 0o700
    assert {name: mode(residence.state_dir / name) for name in ("token", "address", "lock")} == dict.fromkeys(
        ("token", "address", "lock"), 0o600
    )


def test_the_second_is_told_who_holds_it(residence):
    with pytest.raises(Occupied, match=f"process {os.getpid()}"):
        Residence(residence.state_dir)


def test_the_next_one_moves_in_after_it(residence):
    residence.leave()
    next_one = Residence(residence.state_dir)
    next_one.leave()


def test_files_that_a_killed_one_left_lead_nobody_astray(residence):
    residence.publish("http://127.0.0.1:8085", "secret")
    residence._lock.close()  # what the kernel does for a killed process
    with pytest.raises(Vacant):
        look_up(residence.state_dir)


def test_a_folder_that_holds_other_things_keeps_its_permissions(tmp_path):
    tmp_path.chmod(0o755)
    (tmp_path / "thesis.txt").write_text("mine")
    residence = Residence(tmp_path)
    residence.publish("http://127.0.0.1:8085", "secret")
    assert (mode(tmp_path), mode(tmp_path / "token")) == (0o755, 0o600)
    residence.leave()


def test_a_directory_that_is_not_there_is_vacant(tmp_path):
    with pytest.raises(Vacant):
        look_up(tmp_path / "nowhere")

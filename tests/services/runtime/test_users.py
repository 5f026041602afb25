"""The programs that use a local cloud, by the lock that they share."""

import pytest

from services.runtime.users import Users


@pytest.fixture
def state_dir(tmp_path):
    return tmp_path / "state"


def test_several_programs_are_users_and_the_last_one_is_alone(state_dir):
    first, second = Users(state_dir), Users(state_dir)
    assert first.join()
    assert second.join()
    assert not first.exclude()
    first.leave()
    assert second.exclude()


def test_nobody_becomes_a_user_while_a_local_cloud_ends(state_dir):
    ending, coming = Users(state_dir), Users(state_dir)
    assert ending.join()
    assert ending.exclude()
    assert not coming.join()
    ending.leave()
    assert coming.join()


def test_the_directory_is_made_for_its_owner_alone(state_dir):
    Users(state_dir).join()
    assert state_dir.stat().st_mode & 0o777 == 0o700


def test_a_directory_that_cannot_be_made_has_no_users(tmp_path):
    (tmp_path / "file").touch()
    users = Users(tmp_path / "file")
    assert users.join()
    assert users.exclude()
    users.leave()

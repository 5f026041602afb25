"""Transactions: all or nothing, one at a time, and refused where the tables are another version's."""

import sqlite3
from threading import Thread

import pytest

from services.local_cloud.state.database import SCHEMA_VERSION, Database, WrongVersion

INSERT = "INSERT INTO generations VALUES (?)"


def generations(database):
    with database.reading() as connection:
        return [row["last"] for row in connection.execute("SELECT last FROM generations ORDER BY last")]


def test_a_transaction_is_kept_when_the_file_is_opened_again(tmp_path):
    database = Database(tmp_path / "db")
    with database.transaction() as connection:
        connection.execute(INSERT, (1,))
    database.close()
    again = Database(tmp_path / "db")
    assert generations(again) == [1]
    again.close()


def test_an_error_rolls_back_everything_also_what_an_inner_block_wrote(database):
    def write_and_fail():
        with database.transaction() as connection:
            connection.execute(INSERT, (1,))
            with database.transaction() as inner:
                inner.execute(INSERT, (2,))
            raise ValueError("outer")

    with pytest.raises(ValueError, match="outer"):
        write_and_fail()
    assert generations(database) == []


def test_an_inner_block_is_not_committed_before_the_outer_one(database, tmp_path):
    with database.transaction() as connection:
        with database.transaction() as inner:
            inner.execute(INSERT, (1,))
        other = sqlite3.connect(tmp_path / "cloud.sqlite")
        assert other.execute("SELECT count(*) FROM generations").fetchone() == (0,)
        other.close()
        connection.execute(INSERT, (2,))
    assert generations(database) == [1, 2]


def test_the_next_transaction_works_after_a_failed_one(database):
    with pytest.raises(sqlite3.OperationalError), database.transaction() as connection:
        connection.execute("INSERT INTO no_such_table VALUES (1)")
    with database.transaction() as connection:
        connection.execute(INSERT, (1,))
    assert generations(database) == [1]


def test_actions_run_after_the_outermost_commit_and_never_after_a_rollback(database):
    ran = []
    with database.transaction():
        with database.transaction():
            database.after_commit(lambda: ran.append("kept"))
        assert ran == []
    assert ran == ["kept"]

    def roll_back():
        with database.transaction():
            database.after_commit(lambda: ran.append("rolled back"))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        roll_back()
    with database.transaction():
        pass
    assert ran == ["kept"]


def test_an_action_needs_a_transaction(database):
    with pytest.raises(RuntimeError):
        database.after_commit(lambda: None)


def test_threads_never_see_each_other_half_way(database):
    with database.transaction() as connection:
        connection.execute(INSERT, (0,))

    def increment():
        for _ in range(25):
            with database.transaction() as connection:
                last = connection.execute("SELECT last FROM generations").fetchone()["last"]
                connection.execute("UPDATE generations SET last = ?", (last + 1,))

    threads = [Thread(target=increment) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert generations(database) == [100]


@pytest.mark.parametrize(
    ("version", "age"), [(SCHEMA_VERSION + 1, "a newer"), (SCHEMA_VERSION - 1, "an older")]
)
def test_a_file_of_another_version_is_refused_and_left_as_it_is(tmp_path, version, age):
    Database(tmp_path / "db").close()
    other = sqlite3.connect(tmp_path / "db")
    other.execute(f"PRAGMA user_version = {version}")
    other.close()
    with pytest.raises(WrongVersion, match=f"written by {age} version"):
        Database(tmp_path / "db")
    other = sqlite3.connect(tmp_path / "db")
    assert other.execute("PRAGMA user_version").fetchone() == (version,)
    other.close()


def test_every_commit_is_synced_to_a_write_ahead_log(database):
    with database.reading() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2

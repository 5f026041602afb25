"""The one SQLite file that holds every resource; a committed transaction survives kill -9."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from services.local_cloud.state.disk_reserve import DiskReserve

SCHEMA_VERSION = 2
_SCHEMA = Path(__file__).with_name("schema.sql")


class WrongVersion(Exception):
    """Another version of the local cloud wrote the state; the message says what to do."""


class Database:
    """Serialises all readers and writers of one process over one connection.

    Rows are sqlite3.Row. Raises WrongVersion if another version wrote the file's tables.
    """

    def __init__(self, path: Path) -> None:
        self._lock = RLock()
        self._depth = 0
        self._after_commit: list[Callable[[], None]] = []
        self._reserve = DiskReserve(path.with_name("reserve"))
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        self._connection.row_factory = sqlite3.Row
        try:
            self._prepare(path)
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run a block whose writes are committed and synced to disk, all or none.

        A nested block joins the outer one: the outermost block commits, and an error that leaves it
        rolls back everything.
        """
        with self._lock:
            if self._depth:
                with self._joined():
                    yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                with self._joined():
                    yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._after_commit.clear()
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            actions, self._after_commit = self._after_commit, []
            for action in actions:
                action()
            self._reserve.take()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Run a block of reads without a write of another thread between them."""
        with self._lock:
            yield self._connection

    @contextmanager
    def deleting(self) -> Iterator[sqlite3.Connection]:
        """Run a transaction that frees more than it writes, even on a full disk."""
        with self.transaction() as connection:
            self._reserve.release()
            yield connection

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run an action once the current transaction is on disk and before another one begins.

        A rollback discards the action. Call it inside a transaction only.
        """
        if not self._depth:
            raise RuntimeError("after_commit needs a transaction")
        self._after_commit.append(action)

    def close(self) -> None:
        """Close the file after the current transaction."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _joined(self) -> Iterator[None]:
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def _prepare(self, path: Path) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        version: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
        fresh = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if not fresh and version != SCHEMA_VERSION:
            age = "a newer" if version > SCHEMA_VERSION else "an older"
            raise WrongVersion(
                f"{path} was written by {age} version of the local cloud (schema {version}; this one reads "
                f"schema {SCHEMA_VERSION}). Use that version, or start with another --state-dir."
            )
        with self.transaction() as connection:
            for statement in _statements(_SCHEMA.read_text("utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    # sqlite3's executescript commits on its own, and half a schema must not survive.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

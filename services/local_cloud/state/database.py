"""The one SQLite file that holds every resource; what a transaction acknowledged survives kill -9."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from services.local_cloud.state.disk_reserve import Reserve

SCHEMA_VERSION = 2
_SCHEMA = Path(__file__).with_name("schema.sql")


class WrongVersion(Exception):
    """The state was written by another version of the local cloud; says what to do."""


class Database:
    """Serialises every reader and writer of one process over one connection.

    Rows are sqlite3.Row. Raises WrongVersion where the file's tables are not this version's.
    """

    def __init__(self, path: Path) -> None:
        self._lock = RLock()
        self._depth = 0
        self._afterwards: list[Callable[[], None]] = []
        self._reserve = Reserve(path.with_name("reserve"))
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        self._connection.row_factory = sqlite3.Row
        try:
            self._prepare(path)
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run a block whose writes are kept, synced to disk, all or none.

        A block inside another one joins it: the outermost commits, and an error anywhere that
        leaves the outermost block rolls all of it back.
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
                self._afterwards.clear()
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            afterwards, self._afterwards = self._afterwards, []
            for action in afterwards:
                action()
            self._reserve.take()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Run a block of reads; no write of another thread comes between them."""
        with self._lock:
            yield self._connection

    @contextmanager
    def deleting(self) -> Iterator[sqlite3.Connection]:
        """Run a transaction that frees more than it writes, also where the disk is full."""
        with self.transaction() as connection:
            self._reserve.give()
            yield connection

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run an action once the present transaction is on disk, before any other may begin.

        A rollback forgets it. Must be called inside a transaction.
        """
        if not self._depth:
            raise RuntimeError("after_commit needs a transaction")
        self._afterwards.append(action)

    def close(self) -> None:
        """Close the file; waits for the present transaction."""
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
    # sqlite3's executescript would commit on its own; a half-made schema must not survive.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""

"""What connects the nodes of a metadata store: contexts hold nodes and other contexts, events tie
executions to artifacts."""

from collections.abc import Iterable
from typing import Any

from services.local_cloud.state.database import Database
from services.local_cloud.vertex.kernel.messages import message_type

Event = message_type("Event")


class Links:
    """Adds, finds and removes links; who is on both ends is for the caller to check."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_members(self, context: str, nodes: Iterable[str]) -> None:
        """Put artifacts and executions into a context; what is in it already is skipped."""
        self._add("member", [(context, node, None) for node in nodes])

    def members(self, context: str) -> list[str]:
        """Return the names of a context's artifacts and executions."""
        return self._targets("member", context)

    def has_member(self, context: str, node: str) -> bool:
        """Say whether a context holds an artifact or an execution."""
        return self._is_there("member", context, node)

    def add_children(self, context: str, children: Iterable[str]) -> None:
        """Make contexts the children of another; those that are already are skipped."""
        self._add("child", [(context, child, None) for child in children])

    def remove_children(self, context: str, children: Iterable[str]) -> None:
        """Make contexts no longer children of another; those that are not are skipped."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM metadata_links WHERE kind = 'child' AND source = ? AND target = ?",
                [(context, child) for child in children],
            )

    def is_parent(self, context: str, child: str) -> bool:
        """Say whether a context is a direct parent of another."""
        return self._is_there("child", context, child)

    def parents(self, context: str) -> list[str]:
        """Return the names of a context's parents."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT source FROM metadata_links WHERE kind = 'child' AND target = ? ORDER BY source",
                (context,),
            ).fetchall()
        return [row["source"] for row in rows]

    def add_events(self, events: Iterable[Any]) -> None:
        """Keep events; one between an execution and an artifact that have one already is skipped."""
        self._add("event", [(event.execution, event.artifact, event.SerializeToString()) for event in events])

    def events(self, node: str) -> list[Any]:
        """Return the events of an execution or of an artifact."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT message FROM metadata_links WHERE kind = 'event' AND source = :node UNION ALL "
                "SELECT message FROM metadata_links WHERE kind = 'event' AND target = :node",
                {"node": node},
            ).fetchall()
        return [Event.FromString(row["message"]) for row in rows]

    def drop(self, node: str) -> None:
        """Remove every link of a node that is removed itself."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM metadata_links WHERE source = ?1 OR target = ?1", (node,))

    def _add(self, kind: str, links: list[tuple[str, str, bytes | None]]) -> None:
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO metadata_links VALUES (?, ?, ?, ?)", [(kind, *link) for link in links]
            )

    def _targets(self, kind: str, source: str) -> list[str]:
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT target FROM metadata_links WHERE kind = ? AND source = ? ORDER BY target",
                (kind, source),
            ).fetchall()
        return [row["target"] for row in rows]

    def _is_there(self, kind: str, source: str, target: str) -> bool:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT 1 FROM metadata_links WHERE kind = ? AND source = ? AND target = ?",
                (kind, source, target),
            ).fetchone()
        return row is not None

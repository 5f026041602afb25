"""Links between the nodes of a metadata store: members and children of contexts, and events between
executions and artifacts."""

from collections.abc import Iterable
from typing import Any

from services.local_cloud.state.database import Database
from services.local_cloud.vertex.kernel.messages import message_type

Event = message_type("Event")


class Links:
    """Adds, finds and removes links; callers check that both nodes exist."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_members(self, context: str, nodes: Iterable[str]) -> None:
        """Add artifacts and executions to a context, except those it has already."""
        self._add("member", [(context, node, None) for node in nodes])

    def members(self, context: str) -> list[str]:
        """Return the names of the artifacts and executions in a context."""
        return self._targets("member", context)

    def has_member(self, context: str, node: str) -> bool:
        """Return whether an artifact or an execution is in a context."""
        return self._exists("member", context, node)

    def add_children(self, context: str, children: Iterable[str]) -> None:
        """Add children to a context, except those it has already."""
        self._add("child", [(context, child, None) for child in children])

    def remove_children(self, context: str, children: Iterable[str]) -> None:
        """Remove children from a context; does nothing for others."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM metadata_links WHERE kind = 'child' AND source = ? AND target = ?",
                [(context, child) for child in children],
            )

    def is_parent(self, context: str, child: str) -> bool:
        """Return whether a context is a direct parent of another."""
        return self._exists("child", context, child)

    def parents(self, context: str) -> list[str]:
        """Return the names of a context's parents."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT source FROM metadata_links WHERE kind = 'child' AND target = ? ORDER BY source",
                (context,),
            ).fetchall()
        return [row["source"] for row in rows]

    def add_events(self, events: Iterable[Any]) -> None:
        """Add events, except between an execution and an artifact that have one already."""
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

    def remove_node(self, node: str) -> None:
        """Remove all links of a node."""
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

    def _exists(self, kind: str, source: str, target: str) -> bool:
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT 1 FROM metadata_links WHERE kind = ? AND source = ? AND target = ?",
                (kind, source, target),
            ).fetchone()
        return row is not None

"""Objects: named contents in buckets; each change is one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, BinaryIO

from services.local_cloud.http.errors import invalid_argument, not_found
from services.local_cloud.state.blobs import Blobs, Writer
from services.local_cloud.state.database import Database
from services.local_cloud.storage import listing
from services.local_cloud.storage.names import check_object_name
from services.local_cloud.storage.object_table import ObjectTable, check_holds
from services.local_cloud.storage.preconditions import NONE, Preconditions
from services.local_cloud.storage.stored import (
    FLAGS,
    StoredObject,
    guessed_type,
    normalized,
    patched,
)

MAX_COMPONENTS = 32
_UNFINISHED = "SELECT file FROM uploads WHERE generation IS NULL"
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Source:
    """One source of a composition, with its preconditions."""

    name: str
    generation: int | None = None
    conditions: Preconditions = NONE


class Objects:
    """Reads, writes, lists, copies and deletes objects. Raises ApiError."""

    def __init__(self, database: Database, blobs: Blobs, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock
        self._table = ObjectTable(database, blobs, clock)

    def get(
        self, bucket: str, name: str, generation: int | None = None, conditions: Preconditions = NONE
    ) -> StoredObject:
        """Return an object; 404 if it, or the requested generation, does not exist."""
        stored = self._table.find(bucket, name, generation)
        if stored is None:
            raise not_found(f"No such object: {bucket}/{name}")
        conditions.check(stored.generation, stored.metageneration, stored.etag, reading=True)
        return stored

    def exists(self, bucket: str, name: str) -> bool:
        """Return whether an object exists; 404 if its bucket does not."""
        return self._table.find(bucket, name) is not None

    def read(self, bucket: str, name: str) -> bytes:
        """Return an object's whole content."""
        with self.open(bucket, name) as file:
            return file.read()

    def open(self, bucket: str, name: str) -> BinaryIO:
        """Open an object's content; the open file stays readable when the object changes."""
        return self.open_stored(bucket, name)[1]

    def open_stored(
        self, bucket: str, name: str, generation: int | None = None, conditions: Preconditions = NONE
    ) -> tuple[StoredObject, BinaryIO]:
        """Return an object and its open content, both of the same generation."""
        with self._database.reading():
            stored = self.get(bucket, name, generation, conditions)
            return stored, self._blobs.open(stored.digest)

    def write(
        self,
        bucket: str,
        name: str,
        chunks: Iterable[bytes] | bytes,
        content_type: str | None = None,
        if_generation_match: int | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> StoredObject:
        """Write an object; with `if_generation_match=0`, 412 if it exists."""
        properties = {"contentType": content_type or guessed_type(name), "metadata": metadata}
        with self.writer(bucket, name) as writer:
            for chunk in (chunks,) if isinstance(chunks, bytes) else chunks:
                writer.write(chunk)
            return self.commit(bucket, name, writer, properties, Preconditions(if_generation_match))

    def writer(self, bucket: str, name: str) -> Writer:
        """Return a writer for `commit`; 404 if the bucket does not exist."""
        check_object_name(name)
        self._table.find(bucket, name)
        return self._blobs.writer()

    def commit(
        self,
        bucket: str,
        name: str,
        writer: Writer,
        properties: Mapping[str, Any],
        conditions: Preconditions = NONE,
        components: int | None = None,
    ) -> StoredObject:
        """Make a written content the object's new generation, which is on disk once this returns."""
        writer.finish()  # the slow sync comes before the transaction, which blocks others
        with self._database.transaction():
            present = self._table.find(bucket, name)
            _check(conditions, present)
            content = self._blobs.keep(writer)
            self._database.after_commit(writer.discard)
            md5 = content.md5 if components is None else None
            return self._table.insert(
                StoredObject(
                    *(bucket, name, 0, 1, content.digest, content.size, md5, content.crc32c),
                    normalized(properties),
                    components,
                    datetime.min,
                    datetime.min,
                ),
                present,
            )

    def change(
        self,
        bucket: str,
        name: str,
        properties: Mapping[str, Any],
        conditions: Preconditions = NONE,
        *,
        replacing: bool = False,
        generation: int | None = None,
    ) -> StoredObject:
        """Patch an object's properties, or replace all of them; the content stays."""
        with self._database.transaction():
            present = self.get(bucket, name, generation)
            _check(conditions, present)
            changed = replace(
                present,
                metageneration=present.metageneration + 1,
                properties=normalized(properties) if replacing else patched(present.properties, properties),
                updated=self._clock(),
            )
            self._table.save(changed)
            return changed

    def delete(
        self, bucket: str, name: str, conditions: Preconditions = NONE, generation: int | None = None
    ) -> None:
        """Delete an object; 404 if it does not exist.

        In a bucket with versioning it stays as a noncurrent one, unless its generation is named.
        """
        with self._database.deleting():
            present = self.get(bucket, name, generation)
            _check(conditions, present)
            check_holds(present)
            if generation is None and self._table.is_versioned(bucket):
                self._table.retire(present)
            self._table.remove(present)

    def move(self, bucket: str, source: str, target: str, conditions: Preconditions = NONE) -> StoredObject:
        """Rename an object inside its bucket, in one step."""
        if source == target:
            raise invalid_argument("The source and the destination of a move must differ.")
        with self._database.transaction():
            moved = self.copy((bucket, source), (bucket, target), conditions=conditions)
            self.delete(bucket, source)
            return moved

    def copy(
        self,
        source: tuple[str, str],
        target: tuple[str, str],
        properties: Mapping[str, Any] | None = None,
        conditions: Preconditions = NONE,
        source_conditions: Preconditions = NONE,
        source_generation: int | None = None,
    ) -> StoredObject:
        """Copy (bucket, name) to (bucket, name); `properties`, if given, replace the source's."""
        check_object_name(target[1])
        with self._database.transaction():
            original = self.get(*source, source_generation)
            _check(source_conditions, original)
            present = self._table.find(*target)
            _check(conditions, present)
            own = {name: value for name, value in original.properties.items() if name not in FLAGS}
            new_properties = own if properties is None else normalized(properties)  # holds are not copied
            bucket, name = target
            copied = replace(original, bucket=bucket, name=name, metageneration=1, properties=new_properties)
            return self._table.insert(copied, present)

    def compose(
        self,
        bucket: str,
        name: str,
        sources: Sequence[Source],
        properties: Mapping[str, Any],
        conditions: Preconditions = NONE,
    ) -> StoredObject:
        """Write the concatenation of up to 32 sources as an object."""
        if not 1 <= len(sources) <= MAX_COMPONENTS:
            raise invalid_argument(
                f"The number of source components provided ({len(sources)}) is not between 1 and "
                f"{MAX_COMPONENTS}."
            )
        components = 0
        with self.writer(bucket, name) as writer:
            for source in sources:
                stored, file = self.open_stored(bucket, source.name, source.generation, source.conditions)
                components += stored.components or 1
                with file:
                    while piece := file.read(_PIECE):
                        writer.write(piece)
            return self.commit(bucket, name, writer, properties, conditions, components)

    def list(
        self,
        bucket: str,
        prefix: str = "",
        delimiter: str | None = None,
        page_token: str | None = None,
        page_size: int = 1000,
        start: str = "",
        end: str = "",
        glob: str = "",
        *,
        versions: bool = False,
    ) -> listing.Page:
        """Return a page of a bucket's objects by UTF-8 name; 404 if the bucket does not exist.

        With `versions` also the noncurrent ones, each name's oldest first.
        """
        with self._database.reading() as connection:
            self._table.check_bucket(bucket)
            source = listing.Source(connection, bucket, versions)
            span = listing.span(prefix, start, end, page_token)
            return listing.page(source, span, prefix, delimiter, page_size, glob)

    def sweep(self) -> None:
        """Remove the blobs that a killed process left without an object. Call it at the start only."""
        with self._database.reading() as connection:
            self._blobs.clear_incoming({row["file"] for row in connection.execute(_UNFINISHED)})
            referenced = {row["digest"] for row in connection.execute("SELECT digest FROM all_objects")}
        for digest in self._blobs.digests():
            if digest not in referenced:
                self._blobs.remove(digest)


def _check(conditions: Preconditions, present: StoredObject | None) -> None:
    if present is None:
        conditions.check(0, 0)
    else:
        conditions.check(present.generation, present.metageneration, present.etag)

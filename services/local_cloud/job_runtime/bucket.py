"""Objects of Cloud Storage by its JSON API, with the job's own token; a refusal is an OSError.

It imports only the standard library.
"""

import errno
import http.client
import json
import mimetypes
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from .places import Entry, Place

_ERRORS = {401: errno.EACCES, 403: errno.EACCES, 404: errno.ENOENT, 412: errno.EEXIST}

_PIECE = 1024 * 1024


class Storage:
    """Calls Cloud Storage at an address such as http://job:TOKEN@HOST:PORT, a connection a call."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port
        credential = b64encode(f"{parts.username}:{parts.password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {credential}"}

    def find(self, place: Place) -> Entry:
        """Return the file or folder at a place. Raises FileNotFoundError."""
        if not place.bucket:
            return Entry("")
        if not place.name:
            self._json("GET", place, f"/storage/v1/b/{quote(place.bucket, '')}")
            return Entry("")
        try:
            return _entry(place, self._json("GET", place, _path(place)))
        except FileNotFoundError:
            pass
        try:
            is_folder = next(self.entries(place, most=1), None) is not None
        except PermissionError:  # a folder above those of the job, which it may not look into
            is_folder = True
        if not is_folder:
            raise place.error(errno.ENOENT)
        return Entry(place.name.rpartition("/")[2])

    def exists(self, place: Place) -> bool:
        """Return whether there is a file or folder at a place."""
        try:
            self.find(place)
        except FileNotFoundError:
            return False
        return True

    def entries(self, place: Place, most: int = 1000) -> Iterator[Entry]:
        """Yield the files and folders in a folder, and the folder's own object with an empty name."""
        prefix = f"{place.name}/" if place.name else ""
        query = {"prefix": prefix, "delimiter": "/", "maxResults": str(most)}
        while True:
            page = self._json("GET", place, f"/storage/v1/b/{quote(place.bucket, '')}/o?{urlencode(query)}")
            for item in page.get("items", ()):
                yield _entry(Place(place.bucket, item["name"].removeprefix(prefix)), item)
            for folder in page.get("prefixes", ()):
                yield Entry(folder.removeprefix(prefix).rstrip("/"))
            if not page.get("nextPageToken"):
                return
            query["pageToken"] = page["nextPageToken"]

    def download(self, place: Place, path: Path) -> None:
        """Write an object's content to a file."""
        with path.open("wb") as file:
            connection, reply = self._send("GET", place, f"{_path(place)}?alt=media", None)
            with closing(connection):
                while piece := reply.read(_PIECE):
                    file.write(piece)

    def upload(self, place: Place, path: Path) -> None:
        """Make a file's content the object's."""
        with path.open("rb") as file:
            self._upload(place, file, path.stat().st_size)

    def make_folder(self, place: Place) -> None:
        """Make the object that stands for an empty folder."""
        self._upload(Place(place.bucket, f"{place.name}/"), b"", 0)

    def remove(self, place: Place, *, folder: bool = False) -> None:
        """Delete an object, or the one that stands for a folder."""
        target = Place(place.bucket, f"{place.name}/") if folder else place
        self._json("DELETE", target, _path(target))

    def move(self, source: Place, target: Place) -> None:
        """Copy an object and delete it."""
        where = f"{_path(source)}/rewriteTo/b/{quote(target.bucket, '')}/o/{quote(target.name, '')}"
        query = ""
        while not (reply := self._json("POST", target, where + query))["done"]:
            query = f"?rewriteToken={quote(reply['rewriteToken'], '')}"
        self.remove(source)

    def _upload(self, place: Place, body: Any, size: int) -> None:
        query = urlencode({"uploadType": "media", "name": place.name})
        where = f"/upload/storage/v1/b/{quote(place.bucket, '')}/o?{query}"
        kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
        self._json("POST", place, where, body, {"Content-Length": str(size), "Content-Type": kind})

    def _json(self, method: str, place: Place, where: str, body: Any = None, headers: Any = None) -> Any:
        connection, reply = self._send(method, place, where, body, headers)
        with closing(connection):
            return json.loads(reply.read() or b"null")

    def _send(
        self, method: str, place: Place, where: str, body: Any, headers: Any = None
    ) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        connection = http.client.HTTPConnection(self._host, self._port)
        try:
            connection.request(method, where, body, self._headers | (headers or {}))
            reply = connection.getresponse()
            if reply.status < 300:
                return connection, reply
            error = place.error(_ERRORS.get(reply.status, errno.EIO))
        except http.client.HTTPException as broken:
            error = place.error(errno.EIO)
            error.__cause__ = broken
        connection.close()
        raise error


def _path(place: Place) -> str:
    return f"/storage/v1/b/{quote(place.bucket, '')}/o/{quote(place.name, '')}"


def _entry(place: Place, item: Any) -> Entry:
    changed = datetime.fromisoformat(item["updated"]).timestamp()
    return Entry(place.name.rpartition("/")[2], int(item["size"]), changed)

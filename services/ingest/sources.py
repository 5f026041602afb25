"""Sources: the objects of a bucket that one table is read from, a single one or its shards."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from services.data.reading.files.names import ending, is_unlikely, refuse_kind, title
from services.data.reading.files.signatures import HEAD_BYTES
from services.errors import InvalidInput, NotFound, NotPermitted
from services.settings import LIMITS, Limits, Target
from services.text.i18n import _
from services.vertex import layout, objects
from services.vertex.objects import StoredObject

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]\Z")


@dataclass(frozen=True)
class Source:
    """One table's objects in the order of their names, as they stood when they were looked up."""

    address: str
    objects: tuple[StoredObject, ...]

    @property
    def size(self) -> int:
        """How many bytes all objects have together."""
        return sum(each.size for each in self.objects)

    @property
    def title(self) -> str:
        """What the table may be called."""
        return title(self.address.rsplit("/", 1)[-1])

    @property
    def content(self) -> str:
        """Names the bytes: equal for equal objects, wherever they lie and whoever brought them."""
        parts = [f"{each.checksum} {each.size}" for each in self.objects]
        return sha256("\n".join(parts).encode()).hexdigest()[:32]

    def is_upload(self, target: Target) -> bool:
        """Tell whether it was brought by a browser, so that the app may delete it once it is stored."""
        return len(self.objects) == 1 and self.address.startswith(f"{layout.uploads_folder(target)}/")


def find(target: Target, address: str, limits: Limits = LIMITS) -> Source:
    """Return what a gs:// address names: one object, or by `*`, `**` and `?` the shards of one table.

    Raises InvalidInput for another kind of address or more bytes than are taken, NotFound where
    nothing is there, NotPermitted where the account may not look.
    """
    plain = address.strip()
    _refuse_address(plain)
    with permitted(plain):
        found = _several(target, plain, limits) if re.search(r"[*?]", plain) else (_one(target, plain),)
        source = Source(plain, found)
        _refuse_amount(source, limits)
        _refuse_kind(target, source)
        return source


@contextmanager
def permitted(address: str) -> Iterator[None]:
    """Say which role on which bucket is missing where the account may not look or read inside the block."""
    bucket, _name = objects.split(address)
    try:
        yield
    except NotPermitted as error:
        raise NotPermitted(
            error.message,
            _(
                "Ask whoever owns the bucket “{bucket}” to give the app's account the role Storage Object "
                "Viewer, or copy the table into the app's own bucket. There may be no such bucket.",
                bucket=bucket,
            ),
        ) from error


def _several(target: Target, address: str, limits: Limits) -> tuple[StoredObject, ...]:
    try:
        found = objects.list_matching(target, address, limits)
    except NotFound as error:
        bucket, _name = objects.split(address)
        raise NotFound(
            _("There is no bucket “{bucket}”.", bucket=bucket),
            _("Check its name: “gcloud storage ls” lists the buckets of a project."),
        ) from error
    if not found:
        raise NotFound(
            _("No object matches {address}.", address=address),
            _("Look at the names with “gcloud storage ls”; * stays within a folder, ** goes across."),
        )
    return found


def _one(target: Target, address: str) -> StoredObject:
    try:
        return objects.get(target, address)
    except NotFound as error:
        uploaded = address.startswith(f"{layout.uploads_folder(target)}/")
        raise NotFound(
            _("There is nothing at {address}.", address=address),
            _("The upload was stored or has expired. Choose the file again.")
            if uploaded
            else _("Check the bucket's and the object's name, capitals included."),
        ) from error


def _refuse_kind(target: Target, source: Source) -> None:
    """Refuse what is no table before gigabytes of it come.

    Looked at are the first shard, and the first with each ending that speaks against a table.
    """
    first, *others = source.objects
    unlikely = {ending(_name(each)): each for each in reversed(others) if is_unlikely(_name(each))}
    for each in (first, *unlikely.values()):
        refuse_kind(_name(each), objects.read_start(target, each, HEAD_BYTES))


def _name(found: StoredObject) -> str:
    return found.uri.rsplit("/", 1)[-1]


def _refuse_address(address: str) -> None:
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() in ("http", "https", "ftp", "ftps"):
        raise InvalidInput(
            _("Web addresses aren't fetched: through them a visitor could reach machines behind the app."),
            _("Download the file and choose it here, or copy it to a bucket and give its gs:// address."),
        )
    if scheme is None or scheme[1] != "gs":
        raise InvalidInput(
            _("“{address}” is no gs:// address.", address=address[:100]),
            _("Write it as gs://bucket/folder/table.csv, or gs://bucket/folder/part-*.csv for shards."),
        )
    bucket, name = objects.split(address)
    if not _BUCKET.match(bucket):
        raise InvalidInput(
            _("“{bucket}” can't be a bucket's name.", bucket=bucket[:100]),
            _("A wildcard may stand in the object's name alone: gs://bucket/part-*.csv."),
        )
    if not name or name.endswith("/") or len(name.encode()) > 1024:
        raise InvalidInput(
            _("The address names a bucket or a folder, not an object."),
            _("Name the table itself, or its shards: gs://{bucket}/folder/*.csv.", bucket=bucket),
        )


def _refuse_amount(source: Source, limits: Limits) -> None:
    if source.size == 0:
        raise InvalidInput(_("The file is empty."), _("Choose a file with a header and some rows."))
    if source.size > limits.upload_bytes:
        raise InvalidInput(
            _(
                "There are {size:,.0f} MB; at most {most:,.0f} MB are taken.",
                size=source.size / 1024**2,
                most=limits.upload_bytes / 1024**2,
            ),
            _("Name fewer shards, or pack them as .gz."),
        )

"""Preconditions of a request on the current generation of an object or a bucket."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.local_cloud.http.errors import ApiError, condition_not_met, invalid_argument


@dataclass(frozen=True)
class Preconditions:
    """Conditions on the current generation, metageneration and etag; a missing object has generation 0.

    The etags are as in the headers If-Match and If-None-Match: one, several, or * for any.
    """

    generation_match: int | None = None
    generation_not_match: int | None = None
    metageneration_match: int | None = None
    metageneration_not_match: int | None = None
    etag_match: str | None = None
    etag_not_match: str | None = None

    def check(
        self, generation: int, metageneration: int, etag: str | None = None, *, reading: bool = False
    ) -> None:
        """Raise an ApiError if a condition fails: 412, or 304 for a read of what has not changed."""
        if self.generation_match not in (None, generation):
            raise condition_not_met()
        if self.metageneration_match not in (None, metageneration):
            raise condition_not_met()
        if self.etag_match is not None and not _matches(self.etag_match, etag):
            raise condition_not_met()
        if (
            self.generation_not_match == generation
            or self.metageneration_not_match == metageneration
            or (self.etag_not_match is not None and _matches(self.etag_not_match, etag))
        ):
            if reading:
                raise ApiError("FAILED_PRECONDITION", "Not Modified", http=304)
            raise condition_not_met()


NONE = Preconditions()


def read_preconditions(
    query: Mapping[str, str], headers: Mapping[str, str] | None = None, prefix: str = "if"
) -> Preconditions:
    """Return the preconditions in a query, such as ifGenerationMatch=0, and by etag in its headers.

    Those on a copy's source have the prefix `ifSource`.
    """
    headers = headers or {}
    return Preconditions(
        generation_match=read_integer(query, f"{prefix}GenerationMatch"),
        generation_not_match=read_integer(query, f"{prefix}GenerationNotMatch"),
        metageneration_match=read_integer(query, f"{prefix}MetagenerationMatch"),
        metageneration_not_match=read_integer(query, f"{prefix}MetagenerationNotMatch"),
        etag_match=headers.get("if-match"),
        etag_not_match=headers.get("if-none-match"),
    )


def _matches(sent: str, etag: str | None) -> bool:
    """Return whether one of the etags in a header is the present one; a missing resource has none."""
    if etag is None:
        return False
    tags = [tag.strip().removeprefix("W/").strip('"') for tag in sent.split(",")]
    return "*" in tags or etag in tags


def read_integer(query: Mapping[str, str], name: str) -> int | None:
    """Return an int64 query parameter, None if it is missing. Raises a 400 ApiError."""
    value = query.get(name)
    if value is None:
        return None
    try:
        number = int(value)
    except ValueError:
        number = -1
    if not 0 <= number < 2**63:
        raise invalid_argument(f"Invalid value for {name}: '{value}'")
    return number

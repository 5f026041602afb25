"""Preconditions of a request on the current generation of an object or a bucket."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.local_cloud.http.errors import ApiError, condition_not_met, invalid_argument


@dataclass(frozen=True)
class Preconditions:
    """Conditions on the current generation and metageneration; a missing object has generation 0."""

    generation_match: int | None = None
    generation_not_match: int | None = None
    metageneration_match: int | None = None
    metageneration_not_match: int | None = None

    def check(self, generation: int, metageneration: int, *, reading: bool = False) -> None:
        """Raise an ApiError if a condition fails: 412, or 304 for a read of what has not changed."""
        if self.generation_match not in (None, generation):
            raise condition_not_met()
        if self.metageneration_match not in (None, metageneration):
            raise condition_not_met()
        if self.generation_not_match == generation or self.metageneration_not_match == metageneration:
            if reading:
                raise ApiError("FAILED_PRECONDITION", "Not Modified", http=304)
            raise condition_not_met()


NONE = Preconditions()


def read_preconditions(query: Mapping[str, str], prefix: str = "if") -> Preconditions:
    """Return the preconditions in a query, such as ifGenerationMatch=0; of a copy's source by `ifSource`."""
    return Preconditions(
        generation_match=read_integer(query, f"{prefix}GenerationMatch"),
        generation_not_match=read_integer(query, f"{prefix}GenerationNotMatch"),
        metageneration_match=read_integer(query, f"{prefix}MetagenerationMatch"),
        metageneration_not_match=read_integer(query, f"{prefix}MetagenerationNotMatch"),
    )


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

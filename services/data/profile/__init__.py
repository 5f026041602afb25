"""Profiles: counts and statistics of the columns of a table, from one pass over its file."""

from services.data.profile.records import (
    ColumnProfile,
    Correlation,
    Histogram,
    Personal,
    Profile,
    odds,
)
from services.data.profile.scan import profile
from services.data.profile.value_counts import TOP

__all__ = ["TOP", "ColumnProfile", "Correlation", "Histogram", "Personal", "Profile", "odds", "profile"]

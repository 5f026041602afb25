"""Profiles: counts and statistics of the columns of a table, from one pass over its file."""

from services.data.profile.pii import Personal
from services.data.profile.records import ColumnProfile, Correlation, Histogram, Profile, odds
from services.data.profile.scan import profile
from services.data.profile.value_counts import TOP

__all__ = ["TOP", "ColumnProfile", "Correlation", "Histogram", "Personal", "Profile", "odds", "profile"]

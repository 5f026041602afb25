"""Profiles: exact counts and statistics of each column of a table, in one stream over its file."""

from services.data.profile.facts import ColumnProfile, Correlation, Histogram, Personal, Profile, odds
from services.data.profile.runs import TOP
from services.data.profile.scan import profile

__all__ = ["TOP", "ColumnProfile", "Correlation", "Histogram", "Personal", "Profile", "odds", "profile"]

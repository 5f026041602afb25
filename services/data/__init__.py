"""Data: read, profile and compare tables, and prepare them for training."""

import os

# Polars reads this when it is imported. The profile runs its own threads, one per block; a thread pool of
# polars would compete with them for the cores.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

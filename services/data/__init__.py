"""A team's tables: read, understood, compared and made ready for training."""

import os

# Polars reads this as it is imported. The profile's own threads each take a block, so a pool of
# polars' beside them would only fight them for the cores.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

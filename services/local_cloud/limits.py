"""How much of this machine training packages and logs may take."""

PACKAGE_BYTES = 1024**3  # of all files of a package, unpacked
PACKAGE_FILES = 20_000
LOG_ENTRIES = 50_000  # of a job or an endpoint, which loses its oldest ones
LOG_BYTES = 64 * 1024**2

"""What the local cloud and its serving processes agree on, beside the container contract."""

# Shows that a request comes from the local cloud: nobody else may talk to a serving process.
TOKEN_HEADER = "x-local-cloud-token"  # noqa: S105 - the header's name, not a token

"""What the local cloud and its serving processes share beside the container contract."""

# The header with the token by which a serving process knows the requests of the local cloud.
TOKEN_HEADER = "x-local-cloud-token"  # noqa: S105 - the header's name, not a token

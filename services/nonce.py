"""Nonces: whoever makes a thing draws one; the same nonce and content make the same thing again."""

import secrets
from hashlib import sha256


def fresh() -> str:
    """Return a nonce that nobody else has drawn."""
    return secrets.token_hex(16)


def digest(nonce: str, *content: object) -> str:
    """Return 32 hexadecimal digits that name what is made of this content, such as frozen dataclasses."""
    return sha256(repr((nonce, content)).encode()).hexdigest()[:32]


def endpoint_id(nonce: str, *content: object) -> str:
    """Return the id of an endpoint; Vertex AI takes up to 63 characters that begin with a letter."""
    return f"e{digest(nonce, *content)[:19]}"


def deployed_id(nonce: str, *content: object) -> str:
    """Return the id of a deployed model; Vertex AI takes up to 10 digits."""
    return str(10**9 + int(digest(nonce, *content), 16) % (9 * 10**9))

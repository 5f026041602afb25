"""Vectorised 64-bit hashes of byte slices, by which distinct texts are counted."""

import hashlib

import numpy as np
import pyarrow as pa

_LONG = 1024  # bytes; a longer slice is hashed separately, so that it doesn't prolong the loop over words
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xC2B2AE3D27D4EB4F)
_HALF = np.uint64(32)


def text_buffers(texts: pa.StringArray) -> tuple[np.ndarray, np.ndarray]:
    """Return the bytes of an array of n texts, and the n + 1 offsets between which the texts lie."""
    _valid, offsets, data = texts.buffers()
    width = np.dtype(np.int64 if pa.types.is_large_string(texts.type) else np.int32)
    edges = np.frombuffer(offsets, width, len(texts) + 1, texts.offset * width.itemsize)
    return np.frombuffer(data if data is not None else b"", np.uint8), edges


def hash_slices(data: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the hashes of the slices of some bytes with these starts and lengths."""
    if len(data) < 8:
        data = np.concatenate([data, np.zeros(8, np.uint8)])
    words: np.ndarray = np.ndarray(len(data) - 7, "<u8", data, strides=(1,))
    hashes = lengths.astype(np.uint64) * _OTHER
    active = np.flatnonzero((lengths > 0) & (lengths <= _LONG))
    at, left = starts[active], lengths[active]
    state = hashes[active]
    while len(active):
        place = np.minimum(at, len(words) - 1)
        word = words[place] >> ((at - place).astype(np.uint64) << np.uint64(3))
        short = np.minimum(left, 8).astype(np.uint64)
        word &= ~np.uint64(0) >> (np.uint64(64) - (short << np.uint64(3)))
        state = (state ^ word) * _PRIME
        state ^= state >> _HALF
        left = left - 8
        more = left > 0
        if not more.all():
            hashes[active[~more]] = state[~more]
            active, at, left, state = active[more], at[more], left[more], state[more]
        at = at + 8
    for index in np.flatnonzero(lengths > _LONG):
        long = data[starts[index] : starts[index] + lengths[index]].tobytes()
        hashes[index] = int.from_bytes(hashlib.blake2b(long, digest_size=8).digest(), "little")
    hashes *= _OTHER
    return hashes ^ (hashes >> _HALF)

"""64-bit hashes of many byte slices at once, so that distinct texts can be counted as numbers."""

import hashlib

import numpy as np
import pyarrow as pa

_LONG = 1024  # bytes: a longer slice is hashed by itself, or the loop over words would run for it alone
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xC2B2AE3D27D4EB4F)
_HALF = np.uint64(32)


def text_buffers(texts: pa.StringArray) -> tuple[np.ndarray, np.ndarray]:
    """Return the bytes of an array of texts, and the offsets at which each text begins and the last ends."""
    _valid, offsets, data = texts.buffers()
    width = np.dtype(np.int64 if pa.types.is_large_string(texts.type) else np.int32)
    edges = np.frombuffer(offsets, width, len(texts) + 1, texts.offset * width.itemsize)
    return np.frombuffer(data if data is not None else b"", np.uint8), edges


def hash_slices(data: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the hash of each slice of some bytes, by its start and length."""
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

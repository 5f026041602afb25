"""Files of the compound format in which Office wrote until 2003 and writes what is encrypted."""

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(*streams: str) -> bytes:
    """Return a compound file with streams of a sector of zeros each."""
    count = len(streams)
    size = 4096  # smaller streams would lie in a stream of their own
    sectors = size // _SECTOR
    chain = [_FAT, _END]  # the table of sectors, then the folder
    for number in range(count):
        first = 2 + number * sectors
        chain += [*range(first + 1, first + sectors), _END]
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    folder = _entry("Root Entry", 5, 1 if count else _FREE, _END, 0)
    for number, name in enumerate(streams):
        right = number + 2 if number + 1 < count else _FREE
        folder += _entry(name, 2, _FREE, 2 + number * sectors, size, right)
    folder = folder.ljust(_SECTOR, b"\0")
    return head + table + folder[:_SECTOR] + bytes(size * count)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )

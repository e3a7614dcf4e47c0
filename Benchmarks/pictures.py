"""Small pictures for measures."""

import struct
import zlib


def png(number: int) -> bytes:
    """A picture of one pixel that differs from all others by a text in it."""
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    parts = (
        chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        chunk(b"tEXt", b"Title\0" + str(number).encode()),
        chunk(b"IDAT", zlib.compress(b"\0" + number.to_bytes(3, "big"))),
        chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)

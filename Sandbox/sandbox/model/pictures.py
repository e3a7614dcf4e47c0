"""What an image is, by its first bytes; and a small picture of one colour for seeded products."""

import struct
import zlib


def picture(number, size=8):
    """A valid PNG of one colour."""
    red, green, blue = (number * 53) % 256, (number * 97) % 256, (number * 193) % 256
    row = b"\x00" + bytes((red, green, blue)) * size

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(row * size, 9))
        + chunk(b"IEND", b"")
    )


def inspect(content):
    """(mime type, width, height) of an image, None for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) > 24:
        return ("image/png", *struct.unpack(">II", content[16:24]))
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return ("image/gif", *struct.unpack("<HH", content[6:10]))
    if content[:3] == b"\xff\xd8\xff":
        return ("image/jpeg", *jpeg_size(content))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ("image/webp", 1, 1)
    return None


def jpeg_size(content):
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 1, 1

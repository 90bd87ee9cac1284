"""Raw pictures with their times, as a Matroska stream: how frames of any duration reach the encoder."""

import struct

_UNKNOWN_SIZE = b"\x01" + b"\xff" * 7
_SEGMENT, _CLUSTER = b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"


def stream_head(width: int, height: int, rate: float) -> bytes:
    """The beginning of a stream of pictures in yuv420p, as a rule ``rate`` of them a second."""
    video = _element("b0", _number(width)) + _element("ba", _number(height)) + _element("2eb524", b"I420")
    track = b"".join([
        _element("d7", _number(1)), _element("73c5", _number(1)), _element("83", _number(1)),
        _element("86", b"V_UNCOMPRESSED"), _element("23e383", _number(round(1e9 / rate))),
        _element("e0", video),
    ])  # fmt: skip
    milliseconds = _element("2ad7b1", _number(1_000_000))
    return b"".join([
        _element("1a45dfa3", _element("4282", b"matroska")),
        _SEGMENT, _UNKNOWN_SIZE,
        _element("1549a966", milliseconds),
        _element("1654ae6b", _element("ae", track)),
    ])  # fmt: skip


def picture_head(start: int, ms: int, length: int) -> bytes:
    """What comes before the ``length`` bytes of a picture, shown from ``start`` for ``ms`` milliseconds."""
    duration = _element("9b", _number(ms))
    block = b"\xa1" + _size(length + 4)
    group = b"\xa0" + _size(len(duration) + len(block) + length + 4) + duration
    time = _element("e7", _number(start))
    whole = len(time) + len(group) + len(block) + length + 4
    return b"".join([_CLUSTER, _size(whole), time, group, block, b"\x81\0\0\0"])


def _element(name: str, data: bytes) -> bytes:
    return bytes.fromhex(name) + _size(len(data)) + data


def _size(length: int) -> bytes:
    """A length as EBML writes it, in eight bytes: the first says so."""
    return struct.pack(">Q", length | 1 << 56)


def _number(value: int) -> bytes:
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")

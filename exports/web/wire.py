"""What goes between the server and its workers: messages as frames, a length and then as many bytes.

An answer is a message that names its ``size``, and that many bytes after it.
"""

import json
import socket
import struct
from asyncio import StreamReader
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["CHUNK", "frame", "message", "read", "receive"]

CHUNK: Final = 1 << 20
"""Bytes of an answer that are taken over at a time."""
_LENGTH: Final = struct.Struct(">I")


def frame(content: bytes) -> bytes:
    """Give bytes as a frame."""
    return _LENGTH.pack(len(content)) + content


def message(content: Mapping[str, Any]) -> bytes:
    """Give a JSON object as a frame."""
    return frame(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def receive(connection: socket.socket) -> bytes | None:
    """Wait for a frame; ``None`` where the other side is gone."""
    head = _exactly(connection, _LENGTH.size)
    return None if head is None else _exactly(connection, _LENGTH.unpack(head)[0])


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    content = bytearray()
    while len(content) < size:
        part = connection.recv(size - len(content))
        if not part:
            return None
        content += part
    return bytes(content)


async def read(reader: StreamReader) -> bytes:
    """Wait for a frame.

    Raises:
        asyncio.IncompleteReadError: The other side is gone.
    """
    size = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))[0]
    return await reader.readexactly(size)

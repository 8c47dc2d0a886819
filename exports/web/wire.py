"""What goes between the server and its workers: messages as frames, a length and then as many bytes.

An answer is a message that names its ``size``, and that many bytes after it.
"""

import asyncio
import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["CHUNK", "fill", "frame", "message", "read", "receive", "send"]

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


async def read(connection: socket.socket) -> bytes:
    """Wait for a frame on a socket that does not block.

    Raises:
        ConnectionError: The other side is gone.
    """
    head = bytearray(_LENGTH.size)
    await fill(connection, memoryview(head))
    content = bytearray(_LENGTH.unpack(head)[0])
    await fill(connection, memoryview(content))
    return bytes(content)


async def fill(connection: socket.socket, room: memoryview) -> None:
    """Take as many bytes as there is room for, each copied once only.

    Raises:
        ConnectionError: The other side is gone.
    """
    loop = asyncio.get_running_loop()
    while room:
        taken = await loop.sock_recv_into(connection, room)
        if not taken:
            raise ConnectionResetError("the other side is gone")
        room = room[taken:]


def send(connection: socket.socket, head: bytes, body: bytes) -> None:
    """Send a frame and what comes after it, in one go where it fits: one wakes the other side, two twice."""
    sent = connection.sendmsg([head, body])
    for part in (head, body):
        connection.sendall(memoryview(part)[sent:])
        sent = max(0, sent - len(part))

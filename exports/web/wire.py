"""What goes between the server and its workers: messages as frames, answers through memory that both see.

A frame is a length and then as many bytes. A worker writes its answer where the server reads it, then sends a
message that names its ``size``; what is longer than the shared memory follows piece by piece, each when the
server has sent an empty frame for it.
"""

import asyncio
import io
import json
import mmap
import os
import socket
import struct
import tempfile
from collections.abc import Mapping
from typing import Any, Final, cast

__all__ = ["ROOM", "Line", "Sheet", "frame", "message", "read", "receive", "shared_file", "shared_memory"]

ROOM: Final = 4 << 20
"""Bytes of shared memory, which is as much of an answer as stays in memory."""
_LENGTH: Final = struct.Struct(">I")


def frame(content: bytes) -> bytes:
    """Give bytes as a frame."""
    return _LENGTH.pack(len(content)) + content


def message(content: Mapping[str, Any]) -> bytes:
    """Give a JSON object as a frame."""
    return frame(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def shared_file() -> int:
    """Give the handle of a file without a name, for ``shared_memory`` in two processes."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("ledelsesgraf")
    else:
        with tempfile.TemporaryFile() as file:
            handle = os.dup(file.fileno())
    os.truncate(handle, ROOM)
    return handle


def shared_memory(handle: int) -> mmap.mmap:
    """Give the memory behind a handle, which is closed; the memory lives on."""
    try:
        return mmap.mmap(handle, ROOM)
    finally:
        os.close(handle)


def receive(connection: socket.socket) -> bytes | None:
    """Wait for a frame; ``None`` where the other side is gone."""
    content = connection.recv(1 << 16)
    while content:
        missing = _missing(content)
        if missing <= 0:
            return content[_LENGTH.size :]
        part = connection.recv(missing)
        if not part:
            break
        content += part
    return None


def _missing(content: bytes | bytearray) -> int:
    """Give how many bytes at least a frame still lacks."""
    if len(content) < _LENGTH.size:
        return _LENGTH.size - len(content)
    return _LENGTH.size + int(_LENGTH.unpack_from(content)[0]) - len(content)


class Sheet(io.RawIOBase):
    """What a worker writes an answer on: the shared memory as far as that reaches, then memory of its own."""

    def __init__(self, room: mmap.mmap) -> None:
        self._room = room
        self.clear()

    def clear(self) -> None:
        """Take back what is written."""
        self._room.seek(0)
        self._rest = io.BytesIO()

    def write(self, part: Any) -> int:  # noqa: ANN401 - whatever has bytes
        """Write bytes behind those that are there."""
        fits = min(len(part), ROOM - self._room.tell())
        self._room.write(part[:fits])
        if fits < len(part):
            self._rest.write(part[fits:])
        return len(part)

    def written(self) -> bytes:
        """Give what is written."""
        return self._room[: self._room.tell()] + self._rest.getvalue()

    def send(self, connection: socket.socket, head: Mapping[str, Any]) -> None:
        """Send what is written, in as many pieces as it takes."""
        rest = self._rest.getbuffer()
        connection.sendall(message({**head, "size": self._room.tell() + len(rest)}))
        for start in range(0, len(rest), ROOM):
            if receive(connection) is None:
                return
            piece = rest[start : start + ROOM]
            self._room[: len(piece)] = piece
            connection.sendall(frame(b""))


async def read(connection: socket.socket) -> bytes:
    """Wait for a frame on a socket that does not block.

    Raises:
        ConnectionError: The other side is gone.
    """
    loop = asyncio.get_running_loop()
    content = b""
    while missing := _missing(content):
        part = await loop.sock_recv(connection, missing)
        if not part:
            raise ConnectionResetError("the other side is gone")
        content += part
    return content[_LENGTH.size :]


class Line(asyncio.Protocol):
    """The server's end of a connection to a worker, on which one asks and then waits for the answer."""

    _transport: asyncio.WriteTransport
    _answer: "asyncio.Future[bytes] | None" = None

    def __init__(self) -> None:
        self._content = bytearray()

    async def ask(self, asked: bytes) -> bytes:
        """Send a frame, and give the content of the one that comes back.

        Raises:
            ConnectionError: The other side is gone.
        """
        if self._transport.is_closing():
            raise ConnectionResetError("the other side is gone")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(asked)
        return await self._answer

    def close(self) -> None:
        """Hang up."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Take in what the other side sent."""
        self._content += data
        if not _missing(self._content):
            content, self._content = bytes(self._content[_LENGTH.size :]), bytearray()
            if self._answer is not None and not self._answer.done():
                self._answer.set_result(content)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits that nothing comes."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("the other side is gone"))

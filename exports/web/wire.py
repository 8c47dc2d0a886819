"""What goes between the server and its workers: messages as frames, answers through memory that both see.

A frame is a length and then as many bytes. A worker writes its answer where the server reads it, then sends a
message that names its ``size``; what is longer than the shared memory follows piece by piece, each when the
server has sent an empty frame for it. No query gives so much, only a whole graph may.
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

__all__ = ["KEPT", "FullError", "Line", "Room", "Sheet", "frame", "message", "read", "receive", "shared_file"]

KEPT: Final = 4 << 20
"""Bytes of an answer that stay in memory; of the shared memory, no more is kept for the next one."""
_LENGTH: Final = struct.Struct(">I")


def frame(content: bytes) -> bytes:
    """Give bytes as a frame."""
    return _LENGTH.pack(len(content)) + content


def message(content: Mapping[str, Any]) -> bytes:
    """Give a JSON object as a frame."""
    return frame(json.dumps(content).encode())


def shared_file(size: int) -> int:
    """Give the handle of a nameless file, for ``Room`` in two processes; memory is taken as it fills."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("ledelsesgraf")
    else:
        with tempfile.TemporaryFile() as file:
            handle = os.dup(file.fileno())
    os.truncate(handle, size)
    return handle


class FullError(Exception):
    """More was written than there is room for."""


class Room(mmap.mmap):
    """Memory that server and worker both see, and a serialiser may write to without a detour."""

    @classmethod
    def behind(cls, handle: int) -> "Room":
        """Give the memory behind a handle, which is closed; the memory lives on."""
        try:
            return cls(handle, 0)
        finally:
            os.close(handle)

    def write(self, part: Any) -> int:  # noqa: ANN401 - whatever has bytes
        """Write bytes behind those that are there.

        Raises:
            FullError: They do not fit; nothing of them is written.
        """
        try:
            return super().write(part)
        except ValueError:
            raise FullError from None


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
    """What a worker writes an answer on: the shared memory as far as that reaches, then memory of its own.

    Attributes:
        room: The shared memory; what is written there by itself counts as written on the sheet.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self._rest = io.BytesIO()

    def clear(self) -> None:
        """Take back what is written, and give back the memory of a long answer."""
        if self.room.tell() > KEPT and hasattr(mmap, "MADV_REMOVE"):
            self.room.madvise(mmap.MADV_REMOVE, KEPT)
        self.room.seek(0)
        self._rest = io.BytesIO()

    def write(self, part: Any) -> int:  # noqa: ANN401 - whatever has bytes
        """Write bytes behind those that are there."""
        fits = min(len(part), len(self.room) - self.room.tell())
        self.room.write(part[:fits])
        if fits < len(part):
            self._rest.write(part[fits:])
        return len(part)

    def written(self) -> bytes:
        """Give what is written."""
        return self.room[: self.room.tell()] + self._rest.getvalue()

    def send(self, connection: socket.socket, head: Mapping[str, Any]) -> None:
        """Send what is written, in as many pieces as it takes."""
        rest = self._rest.getbuffer()
        connection.sendall(message({**head, "size": self.room.tell() + len(rest)}))
        for start in range(0, len(rest), len(self.room)):
            if receive(connection) is None:
                return
            piece = rest[start : start + len(self.room)]
            self.room[: len(piece)] = piece
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

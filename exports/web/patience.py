"""HTTP/1.1 with limits for a request's head, in time and bytes, which uvicorn has not."""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.auto import AutoHTTPProtocol

__all__ = ["patient"]

_TOO_SLOW: Final = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_TOO_LONG: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)


def patient(seconds: float, size: int) -> type[asyncio.Protocol]:
    """Give a protocol that closes a connection whose request head is late or long.

    Args:
        seconds: Within which a head has arrived.
        size: Bytes of a head that has not ended; what was read with it at once is not counted.
    """

    class Patient(AutoHTTPProtocol):  # type: ignore[misc,valid-type]
        cycle: Any
        loop: asyncio.AbstractEventLoop
        transport: asyncio.Transport
        _late: asyncio.TimerHandle | None = None
        _head: int | None = None  # bytes of a head that arrives; the parser in Python counts for itself

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            self._wait()

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self._head = 0

        def on_headers_complete(self) -> None:
            super().on_headers_complete()
            self._head = None

        def data_received(self, data: bytes) -> None:
            before = self.cycle
            super().data_received(data)
            if self.cycle is not before:
                self._stop()
            elif self._late is None and (self.cycle is None or self.cycle.response_complete):
                self._wait()
            if self._head is not None:
                self._head += len(data)
                if self._head > size:
                    self._close(_TOO_LONG)

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop()
            super().connection_lost(exc)

        def _wait(self) -> None:
            self._late = self.loop.call_later(seconds, self._close, _TOO_SLOW)

        def _stop(self) -> None:
            if self._late is not None:
                self._late.cancel()
                self._late = None

        def _close(self, said: bytes) -> None:
            if not self.transport.is_closing():
                self.transport.write(said)
                self.transport.close()

    return Patient

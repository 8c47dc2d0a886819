"""What was worked out before, kept beside the graph: each thing under a key that says what it was made of.

Nothing is taken from it that does not carry its own right checksum; what is missing or damaged is made again.
"""

import contextlib
import gzip
import os
import pickle
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from graph_build.errors import GraphError

__all__ = ["Cache", "DamagedError"]

_FAST = 1
"""Of zlib's levels: ten times smaller for a fiftieth of the time that reading takes."""


class DamagedError(GraphError):
    """Something that was kept is missing or damaged; it can be made again."""


class _Packing:
    """Makes what is written smaller, piece by piece: a large value need not stand in memory as bytes too."""

    def __init__(self, file: BinaryIO, level: int) -> None:
        self._file, self._packer, self._sum = file, zlib.compressobj(level), 0

    def write(self, piece: bytes) -> None:
        """Take a piece."""
        self._put(self._packer.compress(piece))

    def finish(self) -> bytes:
        """Write the rest, and give the checksum of all that was written."""
        self._put(self._packer.flush())
        return self._sum.to_bytes(4, "big")

    def _put(self, packed: bytes) -> None:
        self._sum = zlib.crc32(packed, self._sum)
        self._file.write(packed)


class Cache:
    """A folder of files that may be deleted at any time, at the cost of time only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> None:
        """Make the folder where there is none.

        Raises:
            GraphError: It cannot be made, or is somebody else's: what stands in it would be trusted.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            foreign = hasattr(os, "getuid") and self.folder.stat().st_uid != os.getuid()
        except OSError as error:
            raise GraphError(f"{self.folder}: cannot be written ({error.strerror or error}).") from error
        if foreign:
            raise GraphError(
                f"{self.folder}: belongs to another user; delete it or name another graph folder."
            )

    def path(self, key: str, ending: str) -> Path:
        """Where the thing of a key stands."""
        return self.folder / key[:2] / f"{key}.{ending}"

    def has(self, key: str, *endings: str) -> bool:
        """Whether all files of a key are there; whether they are sound shows when they are read."""
        return all(self.path(key, ending).is_file() for ending in endings)

    def put(self, key: str, ending: str, value: object, level: int = _FAST) -> None:
        """Keep a value; at level 0 it is not made smaller, as fits what is written at every build."""
        with self._writing(self.path(key, ending)) as file:
            file.write(bytes(4))
            packing = _Packing(file, level)
            pickle.dump(value, packing, protocol=5)
            told = packing.finish()
            file.seek(0)
            file.write(told)

    def get(self, key: str, ending: str) -> Any:  # noqa: ANN401 - whatever was put there
        """Give a value kept, ``None`` where it is missing or damaged."""
        path = self.path(key, ending)
        try:
            whole = path.read_bytes()
            packed = memoryview(whole)[4:]
            if zlib.crc32(packed).to_bytes(4, "big") == whole[:4]:
                return pickle.loads(zlib.decompress(packed))
        except FileNotFoundError:
            return None
        except Exception:  # whatever a damaged file makes of itself: it is made again
            pass
        with contextlib.suppress(OSError):
            path.unlink()
        return None

    def put_lines(self, key: str, lines: Iterable[bytes]) -> None:
        """Keep sorted N-Quads, in a form that other stores read as it is."""
        with self._writing(self.path(key, "nq.gz")) as file:
            file.write(gzip.compress(b"".join(lines), _FAST, mtime=0))

    def size_of_lines(self, key: str) -> int:
        """Give how many bytes the N-Quads of a key take, as their file says; 0 where there are none."""
        try:
            with self.path(key, "nq.gz").open("rb") as file:
                file.seek(-4, os.SEEK_END)
                return int.from_bytes(file.read(4), "little")
        except OSError:
            return 0

    def get_lines(self, key: str) -> bytes | None:
        """Give N-Quads kept, ``None`` where they are missing or damaged."""
        path = self.path(key, "nq.gz")
        try:
            return gzip.decompress(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, EOFError, zlib.error):
            with contextlib.suppress(OSError):
                path.unlink()
            return None

    @contextlib.contextmanager
    def _writing(self, path: Path) -> Iterator[BinaryIO]:
        """Give a file to write, which stands at its place when all of it is written."""
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                yield file
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove everything that is damaged."""
        for file in self.folder.glob("*/*"):
            key, _, ending = file.name.partition(".")
            _ = self.get_lines(key) if ending == "nq.gz" else self.get(key, ending)

    def keep_only(self, keys: set[str]) -> None:
        """Remove what none of the keys needs."""
        for folder in self.folder.iterdir():
            if folder.is_dir():
                for file in folder.iterdir():
                    if file.name.split(".")[0] not in keys:
                        file.unlink(missing_ok=True)

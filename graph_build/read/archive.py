"""Limits for the zipped office formats, checked before anything is unpacked."""

import io
import zipfile

from graph_build.errors import LimitError, NotTextError

MAX_UNPACKED = 300 * 1024 * 1024
"""Most bytes that an office document may unpack to."""
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0"


def check_archive(data: bytes, path: str) -> None:
    """Refuse what is encrypted, broken, or made to swell.

    Raises:
        NotTextError: No zip archive, or an encrypted one.
        LimitError: It would unpack to more than ``MAX_UNPACKED``.
    """
    if data.startswith(_OLE):
        raise NotTextError(
            f"{path}: the document is encrypted or of an old format; save it anew without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:  # or no UTF-8
        raise NotTextError(f"{path}: the document is broken ({error}); save it anew.") from error
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise NotTextError(f"{path}: the document is encrypted; save it without a password.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise LimitError(
            f"{path}: unpacks to {unpacked} bytes, more than the limit of {MAX_UNPACKED}; split the document."
        )

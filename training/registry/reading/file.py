"""The file: from a path to its bytes, and from its bytes to a sheet."""

import stat
from pathlib import Path

from training.registry.reading.delimited import read_delimited
from training.registry.reading.errors import FileRefused
from training.registry.reading.parquet import read_parquet
from training.registry.reading.sheet import Sheet

MAX_BYTES = 64 * 1024 * 1024
"""About 300,000 patients with every column: no thoracic registry has as many, and what is larger
is another file. While it is read it takes some 30 times as much memory."""

_SIGNATURES = (
    (b"PK\x03\x04", "file_is_workbook"),
    (b"\xd0\xcf\x11\xe0", "file_is_workbook"),
    (b"\xff\xfe", "file_is_utf_16"),
    (b"\xfe\xff", "file_is_utf_16"),
)
_PARQUET = b"PAR1"


def read_content(path: Path) -> bytes:
    """Read a file whole, unless it is too large or no file.

    Raises
    ------
    FileRefused
        With the reason.
    """
    try:
        status = path.stat()
        _require_file(status.st_mode, status.st_size)
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise FileRefused("file_missing") from None
    except (OSError, ValueError):
        # Their text holds the path, which may name a patient.
        raise FileRefused("file_not_readable") from None
    if len(content) > MAX_BYTES:
        raise FileRefused("file_too_large")
    return content


def _require_file(mode: int, n_bytes: int) -> None:
    if stat.S_ISDIR(mode):
        raise FileRefused("file_is_folder")
    if not stat.S_ISREG(mode):
        raise FileRefused("file_not_regular")
    if n_bytes > MAX_BYTES:
        raise FileRefused("file_too_large")


def read_sheet(content: bytes) -> Sheet:
    """Read CSV or Parquet; the content decides which, not the file's name.

    Raises
    ------
    FileRefused
        When it is neither, or broken.
    """
    for signature, code in _SIGNATURES:
        if content.startswith(signature):
            raise FileRefused(code)
    sheet = read_parquet(content) if content.startswith(_PARQUET) else read_delimited(content)
    if len(sheet.rows) == 0 and not sheet.faults:
        raise FileRefused("no_rows")
    return sheet

"""The bundle that is served where none is named."""

from pathlib import Path

IN_WORKING_FOLDER = Path("bundles/default")
"""What `make train` writes."""

IN_PACKAGE = Path(__file__).with_name("bundle")
"""What `make dist` puts into a wheel; neither the tree nor a wheel built otherwise holds it."""


def find_default_bundle() -> Path:
    """Find the bundle of the working folder, or else the one that came with the package.

    Whatever stands in the working folder is taken, also where it is no bundle: it is refused with
    the reason, rather than another one served in its place.

    Returns
    -------
    Path
        The one in the working folder where there is neither.
    """
    is_packaged = not _exists(IN_WORKING_FOLDER) and _exists(IN_PACKAGE)
    return IN_PACKAGE if is_packaged else IN_WORKING_FOLDER


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a working folder that this user may not search
        return False

"""What both kinds of manifest share: the libraries they name, and the report, added at the last."""

from models.manifest import Manifest
from training.bundle.export import sha256_of

LIBRARIES = ("numpy", "scipy", "scikit-learn", "scikit-survival")


def with_report(manifest: Manifest, name: str, content: bytes) -> Manifest:
    """Add the report, which is written from all the rest of the manifest."""
    files = {**manifest.files, name: sha256_of(content)}
    return manifest.model_copy(update={"files": files, "report": name})

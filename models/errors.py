"""Every error that the core raises.

::

    PulmetError
    ├── InputError                 the question cannot be answered; carries faults
    │   ├── NotApplicable          the model does not hold for such a patient
    │   ├── Contradictory          two facts exclude each other
    │   └── Unsupported            an outcome, model or month that the bundle does not have
    └── BundleError                the bundle is not served; names the reason
        ├── BundleMissing          no manifest there
        ├── BundleMalformed        a manifest or array that does not follow the format
        ├── FormatUnsupported      a format version that this release does not read
        ├── FileAltered            a file's SHA-256 differs from the manifest's
        ├── FactorSchemaDiffers    made for other factors than this release declares
        └── GoldenDiffers          a stored prediction is not reproduced

A fault holds a code, never a sentence and never a patient's value: sentences belong to those
who speak to people, and they look them up by code.
"""

import dataclasses
from collections.abc import Iterable, Mapping


@dataclasses.dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a question.

    Attributes
    ----------
    code : str
        Stable name of the rule that was broken.
    factor : str or None
        The factor that broke it, if it was a factor.
    field : str or None
        The request's field that broke it, if it was not a factor.
    details : mapping
        What the rule allows. Never what was submitted.
    """

    code: str
    factor: str | None = None
    field: str | None = None
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)


class PulmetError(Exception):
    """The root of all errors that pulmet raises on purpose."""


class InputError(PulmetError):
    """A question that cannot be answered."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "; ".join(f"{fault.factor or fault.field}: {fault.code}" for fault in self.faults)
        )


class NotApplicable(InputError):
    """The model does not hold for such a patient, so that no number is given."""


class Contradictory(InputError):
    """Two facts about the patient exclude each other."""


class Unsupported(InputError):
    """The bundle has no such outcome, model or month."""


class BundleError(PulmetError):
    """A bundle that is not served."""


class BundleMissing(BundleError):
    """There is no manifest where the bundle should be."""


class BundleMalformed(BundleError):
    """The manifest or an array does not follow the format."""


class FormatUnsupported(BundleError):
    """The bundle was written in a format version that this release does not read."""


class FileAltered(BundleError):
    """A file of the bundle is absent, or its SHA-256 differs from the manifest's."""


class FactorSchemaDiffers(BundleError):
    """The bundle was made for other factors than this release declares."""


class GoldenDiffers(BundleError):
    """A prediction stored in the manifest is not reproduced by the loaded models."""

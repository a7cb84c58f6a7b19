"""The wording: the words in which one bundle answers about one outcome.

Most sentences are the same for all. Those that say what is predicted stand in a section of the
catalogue that is named after the outcome, those that say what the models rest on in one that is
named after the provenance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.applicability import PatientWarning
from models.manifest import Provenance
from models.outcome import Outcome
from service.catalogue import Catalogue


@dataclass(frozen=True)
class Wording:
    """A language, what is predicted, and what the models were trained on."""

    catalogue: Catalogue
    outcome: Outcome
    provenance: Provenance

    def say_of_training(self, code: str, **details: object) -> str:
        """Fill in a sentence that says what the models rest on."""
        return self.catalogue.say(self.provenance, code, **details)

    def warn(self, warning: PatientWarning) -> str:
        """Phrase a warning for the outcome and the provenance of the bundle."""
        label = self.catalogue.factors[warning.factor].label if warning.factor else ""
        section = self._sections[warning.code]
        return self.catalogue.say(section, warning.code, label=label, **warning.details)

    @cached_property
    def _sections(self) -> Mapping[str, str]:
        """In which section each code stands; the words of one's own outcome come first."""
        sections = ("warnings", self.provenance, self.outcome)
        return {code: name for name in sections for code in self.catalogue.sentences[name]}

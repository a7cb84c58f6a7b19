"""The sentences that the service says, looked up by code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from models.factors import FACTORS, Factor, FactorValue

Sentences = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Catalogue:
    """The sentences of one language, by section and code."""

    sentences: Sentences

    def say(self, section: str, code: str, **details: object) -> str:
        """Fill in a sentence.

        Raises
        ------
        KeyError
            When the catalogue has no such sentence, or a detail is missing: a defect.
        """
        return self.sentences[section][code].format_map(details)

    def allowed_in(self, factor: Factor) -> str:
        """Say which values a factor may have."""
        kind = "number_above" if factor.lowest_excluded else factor.kind
        return self.say(
            "allowed",
            kind,
            lowest=factor.lowest,
            highest=factor.highest,
            levels=", ".join(factor.levels),
        )

    def allowed_at(self, field: str) -> str:
        """Say which values a request's field may have, be it a factor or not."""
        if field in FACTORS:
            return self.allowed_in(FACTORS[field])
        return self.sentences["fields"].get(field, self.say("allowed", "object"))

    def state(self, factor: Factor, value: FactorValue) -> str:
        """State a fact about a patient."""
        return self.say("texts", "fact", label=factor.label, value=self._value(factor, value))

    def _value(self, factor: Factor, value: FactorValue) -> str:
        if value is None:
            return self.say("texts", "value_unknown")
        if isinstance(value, bool):
            return self.say("texts", "yes" if value else "no")
        if isinstance(value, str):
            return factor.levels[value].lower()
        return f"{value:g} {factor.unit}" if factor.unit else f"{value:g}"


@cache
def read_catalogue(language: str = "en") -> Catalogue:
    """Read the sentences of a language from `service/locales`."""
    text = resources.files("service").joinpath("locales", f"{language}.toml").read_text("utf-8")
    return Catalogue(tomllib.loads(text))

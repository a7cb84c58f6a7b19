"""The words of the service in one language: sentences by code, and the factors' labels."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from models.factors import FACTORS, Factor, FactorValue
from models.manifest import BundleLimitation

ENGLISH = "en"

Sentences = Mapping[str, Mapping[str, str]]

_OF_FACTORS = frozenset({"factors", "levels", "units"})
"""Sections in which the other languages say what English says in `models.factors`."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The words of one language; each catalogue equals itself alone.

    Attributes
    ----------
    language : str
        Its tag, as BCP 47 has it.
    sentences : mapping
        By section and code.
    factors : mapping of str to Factor
        Every factor with its label, description, unit and levels in this language.
    """

    language: str
    sentences: Sentences
    factors: Mapping[str, Factor]

    @property
    def translated(self) -> bool:
        """Whether these are translations, which were not clinically reviewed."""
        return self.language != ENGLISH

    def say(self, section: str, code: str, **details: object) -> str:
        """Fill in a sentence.

        Raises
        ------
        KeyError
            When the catalogue has no such sentence, or a detail is missing: a defect.
        """
        for name, value in details.items():
            if isinstance(value, float):
                details[name] = self.number(value)
        return self.find(section, code).format_map(details)

    def find(self, section: str, code: str) -> str:
        """Find a sentence that is still to be filled in.

        Raises
        ------
        KeyError
            When the catalogue has no such sentence: a defect.
        """
        return self.sentences[section][code]

    def number(self, value: float, form: str = "g") -> str:
        """Write a number, rounded as a format specification asks."""
        return format(value, form).replace(".", self.sentences["writing"]["decimal"])

    def list_items(self, items: Iterable[str]) -> str:
        """Join words by what the language writes between the items of a list."""
        return self.sentences["writing"]["between_items"].join(items)

    def join(self, sentences: Iterable[str]) -> str:
        """Join sentences by a space, or by nothing where the language has none."""
        return self.sentences["writing"]["between_sentences"].join(sentences)

    def mark_translation(self) -> tuple[str, ...]:
        """Say, where it is so, that this is a translation without clinical review."""
        return (self.say("warnings", "translation_not_reviewed"),) if self.translated else ()

    def word_limitation(self, limitation: BundleLimitation) -> BundleLimitation:
        """Say a limitation; one that is not known here keeps the words of its bundle."""
        known = self.sentences.get("limitations", {})
        message = known.get(limitation.code, limitation.message)
        return BundleLimitation(code=limitation.code, message=message)

    def allowed_in(self, factor: Factor) -> str:
        """Say which values a factor may have."""
        kind = "number_above" if factor.lowest_excluded else factor.kind
        return self.say(
            "allowed",
            kind,
            lowest=factor.lowest,
            highest=factor.highest,
            levels=self.list_items(factor.levels),
        )

    def allowed_at(self, field: str) -> str:
        """Say which values a request's field may have, be it a factor or not."""
        if field in self.factors:
            return self.allowed_in(self.factors[field])
        return self.sentences["fields"].get(field, self.say("allowed", "object"))

    def state(self, name: str, value: FactorValue) -> str:
        """State a fact about a patient."""
        factor = self.factors[name]
        return self.say("texts", "fact", label=factor.label, value=self._value(factor, value))

    def _value(self, factor: Factor, value: FactorValue) -> str:
        if value is None:
            return self.say("texts", "value_unknown")
        if isinstance(value, bool):
            return self.say("texts", "yes" if value else "no")
        if isinstance(value, str):
            # English labels are written for a form, translations as they stand in a sentence.
            return factor.levels[value] if self.translated else factor.levels[value].lower()
        return f"{self.number(value)} {factor.unit}" if factor.unit else self.number(value)


@cache
def read_catalogue(language: str = ENGLISH) -> Catalogue:
    """Read the words of a language from `service/locales`."""
    text = resources.files("service").joinpath("locales", f"{language}.toml").read_text("utf-8")
    words = tomllib.loads(text)
    if language == ENGLISH:
        return Catalogue(language, words, FACTORS)
    factors = {name: _translate(factor, words) for name, factor in FACTORS.items()}
    sentences = {section: words[section] for section in words if section not in _OF_FACTORS}
    return Catalogue(language, sentences, MappingProxyType(factors))


def _translate(factor: Factor, words: Mapping[str, Any]) -> Factor:
    labels = words["levels"][factor.name] if factor.levels else {}
    return replace(
        factor,
        **words["factors"][factor.name],
        unit=words["units"].get(factor.unit, factor.unit),
        levels=MappingProxyType({level: labels[level] for level in factor.levels}),
    )

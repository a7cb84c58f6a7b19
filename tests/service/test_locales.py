"""The catalogues: every language says all that English says, with the same numbers in it."""

import re
import tomllib
from importlib import resources
from string import Formatter

import pytest

from models.factors import FACTORS
from service.catalogue import read_catalogue
from service.language import LANGUAGES
from training.published.limitations import RECONSTRUCTED
from training.registry.limitations import LIMITATIONS

TRANSLATIONS = [language for language in LANGUAGES if language != "en"]

ENGLISH = {
    **read_catalogue("en").sentences,
    "limitations": {
        limitation.code: limitation.message for limitation in (*RECONSTRUCTED, *LIMITATIONS)
    },
}
"""What there is to translate, the factors apart."""

WRITTEN_AS_IS = {"writing"}
"""Sections that are not sentences: marks between numbers, items and sentences."""

THOUSANDS = {"en": ",", "de": ".", "es": "", "zh-Hant": ","}
"""What stands between thousands and hundreds; Spanish writes four digits together."""


def placeholders(sentence):
    """List what is filled in, in order of name."""
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name)


def numbers_in(language, sentence):
    """List the numbers that a sentence itself states, as Python writes them."""
    stated = re.sub(r"\{\w+\}|RECIST 1\.1", "", sentence)
    decimal = read_catalogue(language).sentences["writing"]["decimal"]
    return sorted(
        number.replace(THOUSANDS[language], "").replace(decimal, ".")
        for number in re.findall(r"\d+(?:[.,]\d+)*", stated)
    )


def test_languages_are_those_that_have_a_file():
    """No file that is never read."""
    files = resources.files("service").joinpath("locales").iterdir()

    assert set(LANGUAGES) == {file.name.removesuffix(".toml") for file in files}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translation_has_exactly_the_keys_of_english(language):
    """In every section, and the limitations by code."""
    sentences = read_catalogue(language).sentences

    assert ENGLISH.keys() == sentences.keys()
    for section, codes in ENGLISH.items():
        assert codes.keys() == sentences[section].keys()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translation_names_exactly_the_factors_and_levels_there_are(language):
    """Also none that is no longer there, which reading alone would not notice."""
    text = resources.files("service").joinpath("locales", f"{language}.toml").read_text("utf-8")
    words = tomllib.loads(text)

    assert [(name, ["label", "description"]) for name in FACTORS] == [
        (name, list(said)) for name, said in words["factors"].items()
    ]
    assert {name: list(factor.levels) for name, factor in FACTORS.items() if factor.levels} == {
        name: list(levels) for name, levels in words["levels"].items()
    }
    assert {factor.unit for factor in FACTORS.values()} > words["units"].keys()


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translated_factor_means_what_it_means_in_english(language):
    """Kind, range, levels and their order; nothing is empty."""
    for name, factor in read_catalogue(language).factors.items():
        declared = FACTORS[name]

        for property_ in ("name", "kind", "known", "lowest", "highest", "lowest_excluded"):
            assert getattr(declared, property_) == getattr(factor, property_)
        assert list(declared.levels) == list(factor.levels)
        assert bool(declared.unit) == bool(factor.unit)
        assert factor.label.strip()
        assert factor.description.endswith((".", "。"))
        assert len(set(factor.levels.values())) == len(factor.levels)
        assert all(label.strip() for label in factor.levels.values())
        assert numbers_in("en", declared.description) == numbers_in(language, factor.description)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translation_fills_in_what_english_fills_in(language):
    """The same names, each as often."""
    sentences = read_catalogue(language).sentences
    for section, codes in ENGLISH.items():
        for code, sentence in codes.items():
            assert placeholders(sentence) == placeholders(sentences[section][code]), code


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translation_states_the_numbers_that_english_states(language):
    """A digit lost in translation would be a clinical error."""
    sentences = read_catalogue(language).sentences
    for section in ENGLISH.keys() - WRITTEN_AS_IS:
        for code, sentence in ENGLISH[section].items():
            translation = sentences[section][code]

            assert numbers_in("en", sentence) == numbers_in(language, translation), code


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translation_ends_as_english_does(language):
    """A sentence with a full stop, a title or a part of a sentence without; nothing is empty."""
    sentences = read_catalogue(language).sentences
    for section in ENGLISH.keys() - WRITTEN_AS_IS:
        for code, sentence in ENGLISH[section].items():
            translation = sentences[section][code]

            assert translation == translation.strip() != "", code
            assert sentence.endswith(".") == translation.endswith((".", "。")), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language):
    """With all that it names, and without a gap afterwards."""
    catalogue = read_catalogue(language)
    for section, codes in catalogue.sentences.items():
        for code, sentence in codes.items():
            said = catalogue.say(section, code, **dict.fromkeys(placeholders(sentence), 0.5))

            assert not re.search(r"[{}]|None", said)
            assert said.count(catalogue.number(0.5)) >= len(placeholders(sentence))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_can_be_stated(language):
    """Each level, both truth values, a number with its unit, and the unknown."""
    catalogue = read_catalogue(language)
    values = {"number": [2.5], "integer": [3], "boolean": [True, False]}
    for name, factor in catalogue.factors.items():
        for value in [*factor.levels, *values.get(factor.kind, []), None]:
            fact = catalogue.state(name, value)

            assert fact.startswith(factor.label)
            assert len(fact) > len(factor.label) + 1
            assert not re.search(r"[{}]|None|True|False", fact)


@pytest.mark.parametrize(
    ("language", "fact"),
    [
        ("de", "Größter Herd: 2,5 cm"),
        ("es", "Nódulo mayor: 2,5 cm"),
        ("zh-Hant", "最大結節\uff1a2.5 cm"),
    ],
)
def test_number_is_written_as_the_language_has_it(language, fact):
    """With its decimal mark."""
    assert fact == read_catalogue(language).state("largest_nodule_cm", 2.5)


NOT_A_RECOMMENDATION = re.compile(
    r"empfehlen keine Behandlung|empfiehlt keine Behandlung"
    r"|no recomiendan? ningún tratamiento|(並)?不建議(任何)?治療"
)
ADVICE = re.compile(
    r"\b(empf[ei]|rat(en|sam)\b|geraten|sollte|vorzuziehen|angezeigt|indiziert|profitier"
    r"|recom[ie]|aconsej|debería|conviene|prefer|indicad[oa] para|benefici)|建議|應該|宜|優先|受益",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_translation_advises_a_treatment(language):
    """Prognosis only, as in English."""
    for codes in read_catalogue(language).sentences.values():
        for code, sentence in codes.items():
            assert not ADVICE.search(NOT_A_RECOMMENDATION.sub("", sentence)), code

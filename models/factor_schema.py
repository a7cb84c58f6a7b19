"""The factor schema: what factors mean to a model, and whether a bundle's still mean the same.

A bundle uses the factors and levels of its terms, its training ranges and its golden predictions.
It stays valid for as long as these mean what they meant when it was made, whatever other factor or
level is declared since. Format 2 keeps a digest of what the bundle uses. Format 1 kept a digest of
all factors of its day: `released_schemas.json` holds each schema that was released then, by that
digest, so that the same comparison can be made; the list is closed.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from models.factors import FACTORS, Factor
from models.manifest import Golden, Manifest, ModelRecord
from models.outcome import Outcome
from models.terms import Level, Term

RELEASED_SCHEMAS = Path(__file__).with_name("released_schemas.json")


class FactorMeaning(NamedTuple):
    """What a factor means to a model; labels and descriptions may change without a trace."""

    name: str
    kind: str
    unit: str | None
    lowest: float | None
    highest: float | None
    lowest_excluded: bool
    levels: list[str]


Schema = Mapping[str, FactorMeaning]
Used = Mapping[str, frozenset[str]]
"""The levels that a bundle uses of each factor; none for a factor without levels."""

Records = Mapping[Outcome, Mapping[str, ModelRecord]]
Goldens = Iterable[Golden]


def schema_of(factors: Mapping[str, Factor]) -> Schema:
    """Give the meaning of declared factors, by name."""
    return {
        f.name: FactorMeaning(
            f.name, f.kind, f.unit, f.lowest, f.highest, f.lowest_excluded, list(f.levels)
        )
        for f in factors.values()
    }


def whole_digest(schema: Schema) -> str:
    """SHA-256 of all factors with all levels, as format 1 has it; 64 hexadecimal digits."""
    return _sha256_of(list(schema.values()))


def used_digest(used: Used, schema: Schema) -> str:
    """SHA-256 of the factors and levels that are used, as format 2 has it; 64 hexadecimal digits.

    A factor or level that the schema does not have is left out, so that the digest is another.
    """
    return _sha256_of(
        [
            schema[name]._replace(levels=sorted(levels & set(schema[name].levels)))
            for name, levels in sorted(used.items())
            if name in schema
        ]
    )


def _sha256_of(meanings: list[FactorMeaning]) -> str:
    return hashlib.sha256(json.dumps(meanings).encode()).hexdigest()


def declared_digest(outcomes: Records, training_ranges: Iterable[str], golden: Goldens) -> str:
    """Digest of what a bundle uses as it is declared today, for the manifest."""
    return used_digest(used_factors(outcomes, training_ranges, golden), schema_of(FACTORS))


def used_factors(outcomes: Records, training_ranges: Iterable[str], golden: Goldens) -> Used:
    """Collect the factors, and the levels of each, that a bundle uses."""
    terms = (
        term
        for records in outcomes.values()
        for record in records.values()
        for term in record.terms
    )
    uses = [
        *((term.factor, _level_of(term)) for term in terms),
        *((name, None) for name in training_ranges),
        *(use for one in golden for use in one.patient.model_dump(exclude_none=True).items()),
    ]
    used: dict[str, frozenset[str]] = {}
    for name, value in uses:
        levels = frozenset([value]) if isinstance(value, str) else frozenset()
        used[name] = used.get(name, frozenset()) | levels
    return used


def _level_of(term: Term) -> bool | str | None:
    return term.level if isinstance(term, Level) else None


def means_the_same(manifest: Manifest) -> bool:
    """Whether the factors that a bundle uses mean today what they meant when it was made."""
    used = used_factors(manifest.outcomes, manifest.training_ranges, manifest.golden)
    today = used_digest(used, schema_of(FACTORS))
    if manifest.format_version != 1:
        return manifest.factor_schema == today
    of_its_day = released_schemas().get(manifest.factor_schema)
    return of_its_day is not None and used_digest(used, of_its_day) == today


@cache
def released_schemas() -> Mapping[str, Schema]:
    """Read the schemas that bundles of format 1 were released with, by their digest."""
    stored = json.loads(RELEASED_SCHEMAS.read_text(encoding="utf-8"))
    schemas = ({row[0]: FactorMeaning(*row) for row in rows} for rows in stored)
    return {whole_digest(schema): schema for schema in schemas}

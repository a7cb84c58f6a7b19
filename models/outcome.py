"""The outcomes: what a survival curve can be of."""

from typing import Literal

Outcome = Literal["overall_survival", "cancer_specific_survival", "disease_free_survival"]

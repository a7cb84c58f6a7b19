"""A forest as its manifest record."""

from collections.abc import Mapping

from models.forest.forest import ForestModel
from models.manifest import ForestRecord, ScenarioRecord
from training.bundle.arrays import background_cells


def forest_record(
    model: ForestModel,
    hyperparameters: Mapping[str, int | float | str | bool],
    arrays: str,
    scenarios: tuple[ScenarioRecord, ...] = (),
) -> ForestRecord:
    """Write a forest down; in the record its cohorts are called reconstructions, as they all were.

    Parameters
    ----------
    hyperparameters : mapping of str
        Of each bag's estimator.
    arrays : str
        Name of the file that will hold `forest_arrays(model)`.
    """
    return ForestRecord(
        experimental=model.experimental,
        n_patients=model.n_patients,
        n_reconstructions=model.n_cohorts,
        bags_per_reconstruction=model.bags_per_cohort,
        trees_per_bag=model.trees_per_bag,
        longest_month=model.grid.longest_month,
        terms=model.columns.terms,
        hyperparameters=dict(hyperparameters),
        mean_survival=float(model.mean_survival(model.background)[-1]),
        background=background_cells(model.background),
        scenarios=scenarios,
        metrics={},
        arrays=arrays,
    )

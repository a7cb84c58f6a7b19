"""What the tests of the benchmarks share: one small forest in both forms."""

import pytest

from benchmarks.explained_forest import with_equal_weights
from benchmarks.joined_forest import join, read_estimators


@pytest.fixture(scope="session")
def forest(bundle):
    """Give the forest of the small bundle."""
    return bundle.models["overall_survival"]["forest"]


@pytest.fixture(scope="session")
def joined(bundle_folder, forest):
    """Give the same trees in one forest of scikit-survival's."""
    bags, _ = read_estimators(bundle_folder)
    return join(bags, forest.grid)


@pytest.fixture(scope="session")
def explained(forest, joined):
    """Give both forms over one background."""
    return with_equal_weights(forest, joined)

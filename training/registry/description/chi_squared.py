"""A chi-squared test, and how it is shown."""

from dataclasses import dataclass

from scipy.stats import chi2


@dataclass(frozen=True)
class ShownTest:
    """A test as a report shows it: the statistic to one decimal, p to three."""

    chi_squared: float
    degrees_of_freedom: int
    p: float


@dataclass(frozen=True)
class ChiSquaredTest:
    """A statistic that is chi-squared distributed if what is tested holds."""

    chi_squared: float
    degrees_of_freedom: int

    @property
    def p(self) -> float:
        """Probability of a statistic as large, if it holds."""
        return float(chi2.sf(self.chi_squared, self.degrees_of_freedom))

    def shown(self) -> ShownTest:
        """Round it: the digits of a statistic tell of single patients."""
        return ShownTest(round(self.chi_squared, 1), self.degrees_of_freedom, round(self.p, 3))

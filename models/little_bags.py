"""The sampling variance of a forest that was grown as little bags.

The spread between the bags of a cohort, less the noise of their trees. Sources: Sexton and Laake,
Comput Stat Data Anal 2009;53:801-811; Athey, Tibshirani and Wager, Ann Stat 2019;47:1148-1178.
"""

from dataclasses import dataclass

import numpy as np

from models.terms import FloatArray


@dataclass(frozen=True)
class LittleBags:
    """How trees stand in bags, and bags in reconstructions: in order, equally many in each."""

    n_reconstructions: int
    bags_per_reconstruction: int
    trees_per_bag: int

    def spread(self, trees: FloatArray) -> FloatArray:
        """Between-bag variance less the noise of the trees, which may come out below 0.

        Both from sums of squares: of n bags in each of K reconstructions, (sum of squared bag
        means - n sum of squared reconstruction means) / (K (n - 1)), and likewise of the trees in
        a bag.

        Parameters
        ----------
        trees : ndarray, shape=(n_trees, ...)

        Returns
        -------
        ndarray, shape=(...)
        """
        n_bags, each = self.bags_per_reconstruction, self.trees_per_bag
        by_bag = trees.reshape(-1, each, trees[0].size)
        bags = np.einsum("bti->bi", by_bag) / each
        means = np.einsum("kbi->ki", bags.reshape(-1, n_bags, trees[0].size)) / n_bags
        of_trees, of_bags, of_means = (
            np.einsum("ti,ti->i", one, one) for one in (trees.reshape(len(trees), -1), bags, means)
        )
        between_bags = (of_bags - n_bags * of_means) / (self.n_reconstructions * (n_bags - 1))
        noise = (of_trees - each * of_bags) / (len(bags) * (each - 1))
        difference: FloatArray = (between_bags - noise / each).reshape(trees.shape[1:])
        return difference


def influence(trees: FloatArray) -> FloatArray:
    """Linearise each tree's part in the mean of S(t) over the mean of S(s).

    Trees differ in S(s), and one alone may have 0 there; with R the ratio of the means, a
    tree's part is R + (S_tree(t) - R S_tree(s)) / mean S(s).

    Parameters
    ----------
    trees : ndarray, shape=(n_trees, n_months, ...)
        The first month is s.
    """
    mean = trees.mean(axis=0)
    ratio = mean / mean[:1]
    part: FloatArray = ratio + (trees - ratio * trees[:, :1]) / mean[:1]
    return part

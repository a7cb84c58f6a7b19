r"""The sampling variance of a forest that was grown as little bags.

The spread between the bags of a cohort, less the noise of their trees. Of K cohorts with n
bags of m trees each, by sums of squares,

.. math:: \frac{\sum_{\text{bags}} \bar{S}^2 - n \sum_{\text{cohorts}} \bar{S}^2}{K (n - 1)}
    - \frac{1}{m} \cdot \frac{\sum_{\text{trees}} S^2 - m \sum_{\text{bags}} \bar{S}^2}{K n (m - 1)}

which may come out below 0. Given a month survived s, a tree counts by its influence on the ratio
R of the means of S(t) and S(s): R + (S_tree(t) - R S_tree(s)) / mean S(s), because trees differ in
S(s), and one alone may have 0 there. Sources: Sexton and Laake, Comput Stat Data Anal
2009;53:801-811; Athey, Tibshirani and Wager, Ann Stat 2019;47:1148-1178.
"""

from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray, IntArray
from models.kernels import forests
from models.timegrid import Months, columns_of


@dataclass(frozen=True, eq=False)
class LittleBags:
    """Trees in the order of their bags, bags in that of their cohorts.

    Equally many stand in each. Equal leaves are not merged here: this is the one thing for which
    each tree counts by itself.

    Attributes
    ----------
    box_of_leaf : ndarray of int, shape=(n_leaves,)
        Which box each leaf is.
    leaf_survival : ndarray, shape=(n_leaves, n_months)
    first_leaf : ndarray of int, shape=(n_trees + 1,)
        Where each tree's leaves begin, and where the last one's end.
    bags_per_cohort, trees_per_bag : int
    """

    box_of_leaf: IntArray
    leaf_survival: FloatArray
    first_leaf: IntArray
    bags_per_cohort: int
    trees_per_bag: int

    def spread(self, box_weights: FloatArray, mean: FloatArray, months: Months) -> FloatArray:
        """Compute the variance between bags less the noise of their trees.

        Parameters
        ----------
        box_weights : ndarray, shape=(n_rows, n_boxes)
        mean : ndarray, shape=(n_rows, n_months)
            Of the trees.
        months : sequence of int
            The first is the one survived.

        Returns
        -------
        ndarray, shape=(n_rows, n_months)
        """
        return forests.spread(
            np.ascontiguousarray(box_weights),
            self.box_of_leaf,
            self.first_leaf,
            columns_of(self.leaf_survival, months),
            mean,
            self.bags_per_cohort,
            self.trees_per_bag,
            months[0] > 0,
        )

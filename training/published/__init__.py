"""From published figures to a bundle: pseudo-cohorts that reproduce them, and fits on those."""

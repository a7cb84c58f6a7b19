"""Everything that a study writes, by file name."""

from studies.cox import write_cox
from studies.prediction import draw_prediction
from studies.reconstruction import write_reconstruction
from training.published.evidence import load_external
from training.published.fits.assembly import assemble_cox
from training.published.pipeline import PooledEvidence
from training.published.plan import cox_plan


def draw_figures(evidence: PooledEvidence, seed: int) -> dict[str, str]:
    """Draw every figure of the default evidence; equal evidence gives equal text."""
    plan = cox_plan(evidence.cohort, load_external(), seed)
    served = assemble_cox(evidence.fits, evidence.pooled, plan)
    return {
        "reconstruction.md": write_reconstruction(evidence, seed),
        "cox.md": write_cox(evidence, served, seed),
        "prediction.svg": draw_prediction(served),
    }

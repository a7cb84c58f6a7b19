"""Everything that a study writes, by file name."""

from training.evidence import load_external
from training.fits.assembly import assemble_cox
from training.pipeline import Evidence
from training.plan import cox_plan
from training.study.cox import write_cox
from training.study.prediction import draw_prediction
from training.study.reconstruction import write_reconstruction


def draw_figures(evidence: Evidence, seed: int) -> dict[str, str]:
    """Draw every figure of the default evidence; equal evidence gives equal text."""
    plan = cox_plan(evidence.cohort, load_external(), seed)
    served = assemble_cox(evidence.fits, evidence.pooled, plan)
    return {
        "reconstruction.md": write_reconstruction(evidence, seed),
        "cox.md": write_cox(evidence, served, seed),
        "prediction.svg": draw_prediction(served),
    }

"""What holds for every answer of a bundle that was trained on reconstructed evidence."""

from models.manifest import BundleLimitation

RECONSTRUCTED = (
    BundleLimitation(
        code="reconstructed_evidence",
        message=(
            "Trained on pseudo-cohorts that reproduce the published tables of 110 patients of "
            "one centre; no individual patient data were used. Not validated in any patient "
            "and not for clinical use."
        ),
    ),
    BundleLimitation(
        code="dfi_definition_uncertain",
        message=(
            "The publication defines the disease-free interval in two ways, before and after "
            "the lung operation (I01, I02). The Cox model therefore takes its effect mostly from "
            "other series, with an uncertainty that is a judgement; the forest has it as "
            "published, weakened by its smoothing."
        ),
    ),
    BundleLimitation(
        code="baseline_above_other_series",
        message=(
            "Mean survival at 60 months is anchored at the published 62.9 %; other series "
            "report 15-51 %. The scenarios show the probability under lower means."
        ),
    ),
    BundleLimitation(
        code="shape_assumed",
        message=(
            "Only survival at month 60 was published. The shape of the curve before it is "
            "assumed (Weibull shapes 0.7 to 1.5), so earlier horizons rest on an assumption."
        ),
    ),
    BundleLimitation(
        code="published_cut_points",
        message=(
            "Factors act through the published cut points only: 2 and 9 nodules, or "
            "disease-free intervals of 13 and 60 months, get one answer."
        ),
    ),
)

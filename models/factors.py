"""The patient factors, declared once.

The HTTP schema, the columns of a registry, a form and the documentation derive from `Patient`.
Every factor is optional, and None means unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

Known = Literal["before", "after"]
FactorKind = Literal["number", "integer", "boolean", "level"]
FactorValue = float | int | bool | str | None

CODE_SYSTEM = "https://pulmet.example/fhir/CodeSystem/factor"


Sex = Literal["female", "male"]
Histology = Literal[
    "leiomyosarcoma",
    "osteosarcoma",
    "liposarcoma",
    "undifferentiated_pleomorphic_sarcoma",
    "angiosarcoma",
    "synovial_sarcoma",
    "chondrosarcoma",
    "spindle_cell_sarcoma",
    "rhabdomyosarcoma",
    "epithelioid_sarcoma",
    "fibrosarcoma",
    "malignant_solitary_fibrous_tumour",
    "myxofibrosarcoma",
    "alveolar_soft_part_sarcoma",
    "malignant_peripheral_nerve_sheath_tumour",
    "ewing_sarcoma",
    "other_bone_sarcoma",
    "kaposi_sarcoma",
    "gastrointestinal_stromal_tumour",
    "other",
]
PrimarySite = Literal[
    "extremity",
    "trunk_wall",
    "retroperitoneum_or_abdomen",
    "uterus_or_gynaecological",
    "head_neck",
]
Laterality = Literal["unilateral", "bilateral"]
RadiologicalResponse = Literal["complete", "partial", "stable", "progressive"]
HistologicalResponse = Literal["good", "poor"]
LocalTherapy = Literal[
    "surgery", "sabr", "radiofrequency_ablation", "microwave_ablation", "cryoablation"
]
Approach = Literal["vats", "robotic", "thoracotomy", "sternotomy"]
ResectionExtent = Literal["sublobar", "lobectomy_or_more"]
ResectionMargin = Literal["negative", "positive"]

_LEVEL_LABELS = {
    "sabr": "Stereotactic ablative radiotherapy (SABR)",
    "vats": "Video-assisted thoracoscopic surgery (VATS)",
    "head_neck": "Head and neck",
}


def _factor(  # noqa: PLR0913  # keyword only: one argument for each property of a factor
    label: str,
    description: str,
    *,
    known: Known = "before",
    unit: str | None = None,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
) -> Any:  # noqa: ANN401  # what pydantic's Field returns, so that mypy accepts it as a default
    extra: dict[str, Any] = {"known": known, **({"unit": unit} if unit else {})}
    return Field(
        default=None,
        title=label,
        description=description,
        ge=ge,
        gt=gt,
        le=le,
        json_schema_extra=extra,
    )


class Patient(BaseModel):
    """What is known of one patient; a factor left out, or null, is unknown."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
    )

    age_years: float | None = _factor(
        "Age", "Age at the lung operation.", unit="years", ge=0, le=120
    )
    sex: Sex | None = _factor("Sex", "Sex as recorded in the patient's file.")
    ecog: int | None = _factor(
        "ECOG performance status", "Performance status before the operation.", ge=0, le=4
    )
    smoker: bool | None = _factor(
        "Smoker", "Current or former smoker; the published source does not say which."
    )
    comorbidity: bool | None = _factor("Comorbidity", "Diabetes, hypertension or another cancer.")
    histology: Histology | None = _factor("Histology", "Histological type of the sarcoma.")
    grade: int | None = _factor("Grade", "FNCLCC grade of the primary tumour.", ge=1, le=3)
    primary_site: PrimarySite | None = _factor(
        "Primary site", "Where the primary tumour arose; shoulder and pelvic girdle are extremity."
    )
    disease_free_interval_months: float | None = _factor(
        "Disease-free interval",
        "From resection of the primary tumour to detection of the first lung metastasis; "
        "0 when the metastasis was found before or at the resection.",
        unit="months",
        ge=0,
        le=600,
    )
    local_recurrence: bool | None = _factor(
        "Local recurrence", "Recurrence at the primary site, present at the lung operation."
    )
    nodule_count: int | None = _factor(
        "Number of nodules",
        "Metastatic lung nodules, both sides together, on preoperative CT.",
        ge=1,
        le=500,
    )
    largest_nodule_cm: float | None = _factor(
        "Largest nodule",
        "Largest diameter of the largest nodule on preoperative CT.",
        unit="cm",
        gt=0,
        le=30,
    )
    laterality: Laterality | None = _factor(
        "Laterality", "Whether one lung holds metastases or both."
    )
    extrapulmonary_disease: bool | None = _factor(
        "Disease outside the lung", "Metastases outside the lung; local recurrence does not count."
    )
    previous_lung_metastasectomy: bool | None = _factor(
        "Previous lung metastasectomy",
        "An earlier resection of lung metastases; stages within 3 months are one course.",
    )
    preoperative_chemotherapy: bool | None = _factor(
        "Preoperative chemotherapy", "Chemotherapy for the lung metastases before their resection."
    )
    radiological_response: RadiologicalResponse | None = _factor(
        "Radiological response", "Response to preoperative chemotherapy, RECIST 1.1."
    )
    histological_response: HistologicalResponse | None = _factor(
        "Histological response",
        "Response to preoperative chemotherapy in the resected specimen.",
        known="after",
    )
    local_therapy: LocalTherapy | None = _factor(
        "Local therapy", "How the lung metastases are treated."
    )
    approach: Approach | None = _factor("Approach", "Surgical approach to the lung.")
    resection_extent: ResectionExtent | None = _factor(
        "Extent of resection", "The largest resection of lung tissue.", known="after"
    )
    complete_resection: bool | None = _factor(
        "Complete resection",
        "All nodules were removed; known after the last stage.",
        known="after",
    )
    resection_margin: ResectionMargin | None = _factor(
        "Resection margin", "Margin in the pathology report.", known="after"
    )

    @field_validator("ecog", "grade", "nodule_count", mode="before")
    @classmethod
    def _read_whole_number(cls, value: object) -> object:
        """Read 3.0 as 3: JSON has one kind of number, and some writers add the decimal point."""
        return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(frozen=True)
class Factor:
    """One factor's declaration, read off `Patient`.

    `lowest` and `highest` are None where the factor has no range; `lowest_excluded` says that
    the lowest value itself is not allowed. `levels` maps each level to its label.
    """

    name: str
    label: str
    description: str
    kind: FactorKind
    known: Known
    unit: str | None
    lowest: float | None
    highest: float | None
    lowest_excluded: bool
    levels: Mapping[str, str]


def _level_label(level: str) -> str:
    return _LEVEL_LABELS.get(level, level.replace("_", " ").capitalize())


def _kind(schema: Mapping[str, Any]) -> FactorKind:
    kind: FactorKind = "level" if "enum" in schema else schema["type"]
    return kind


def _read_factor(name: str, schema: Mapping[str, Any]) -> Factor:
    value = next(option for option in schema["anyOf"] if option.get("type") != "null")
    return Factor(
        name=name,
        label=schema["title"],
        description=schema["description"],
        kind=_kind(value),
        known=schema["known"],
        unit=schema.get("unit"),
        lowest=value.get("minimum", value.get("exclusiveMinimum")),
        highest=value.get("maximum"),
        lowest_excluded="exclusiveMinimum" in value,
        levels=MappingProxyType({level: _level_label(level) for level in value.get("enum", ())}),
    )


FACTORS: Mapping[str, Factor] = MappingProxyType(
    {
        name: _read_factor(name, schema)
        for name, schema in Patient.model_json_schema()["properties"].items()
    }
)

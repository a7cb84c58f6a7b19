"""The card's link to the calculator: a launch where the FHIR server may launch it."""

import json
from dataclasses import dataclass

from models.factors import Patient
from service.fhir.address import Content


@dataclass(frozen=True)
class CalculatorLink:
    """Where the calculator is, as a card leads to it.

    Attributes
    ----------
    base_url : str
        Under which clients reach the service.
    launches : bool
        Whether the FHIR server that the chart is on may launch it.
    """

    base_url: str
    launches: bool = False

    @property
    def address(self) -> str:
        """The page without a patient."""
        return f"{self.base_url}/"

    def link(self, label: str, patient_id: str, patient: Patient) -> Content:
        """Make the link.

        What was read travels in `appContext`, which the client hands to the launch with its
        token; nothing about a patient is ever part of an address.
        """
        if not self.launches:
            return {"label": label, "url": self.address, "type": "absolute"}
        factors = patient.model_dump(mode="json", exclude_none=True)
        context = json.dumps({"patient_id": patient_id, "patient": factors})
        address = f"{self.base_url}/launch"
        return {"label": label, "url": address, "type": "smart", "appContext": context}

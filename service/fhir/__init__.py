"""FHIR R4: a patient's record in, risk assessments out."""

"""CDS Hooks 2.0.1: a card about the patient whose chart is opened."""

"""Long figures, written as tables and a picture into the documentation."""

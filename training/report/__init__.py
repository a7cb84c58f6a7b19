"""What the reports of both wings share: tables, pictures, the wording of numbers, templates."""

"""The report of a bundle: one page in which a reader can check what the models rest on."""

from training.published.report.page import compose_report
from training.published.report.subject import Subject

__all__ = ["Subject", "compose_report"]

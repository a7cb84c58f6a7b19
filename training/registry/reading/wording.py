"""The sentences of faults and notices, by code. They say what is allowed, and no value."""

from collections.abc import Mapping
from types import MappingProxyType

from training.registry.reading.columns import COLUMNS

_AS_CSV = "save the sheet as 'CSV UTF-8 (comma delimited)'"
_ISO = "write dates as YYYY-MM-DD"

FILE_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "file_missing": "there is no such file",
        "file_not_readable": "the file may not be read: permission or path",
        "file_is_folder": "a folder, not a file",
        "file_not_regular": "a device or a pipe, not a file",
        "file_too_large": "larger than a registry can be: at most 64 MiB, 20 million cells, "
        "and for Parquet 512 MiB unpacked",
        "file_empty": "the file is empty",
        "file_is_workbook": f"a workbook or an archive, not a table: {_AS_CSV}",
        "file_is_utf_16": f"text in UTF-16: {_AS_CSV}",
        "file_not_text": f"neither CSV nor Parquet: {_AS_CSV}",
        "csv_broken": "a quote is not closed, or stands inside a quoted cell without being "
        "doubled, in the row named or after it",
        "parquet_broken": "a Parquet file that is broken, encrypted or incomplete",
        "too_many_columns": "more than 256 columns: not a table with one row for each patient",
        "too_many_rows": "more than 1,048,575 rows",
        "no_rows": "a header without patients below it",
        "nobody_left": "not one patient is left",
        "no_factor": "not one factor has a value",
        "no_known_column": "the first row names no column that is known: it must be the header; "
        "the command `template` writes one",
    }
)
"""Faults of a file as a whole."""

COLUMN_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "missing_column": "missing, or without a single value",
        "duplicate_column": "two columns have this name",
        "unknown_column": "not a name that is known: correct it, or delete the column",
        "unnamed_column": "a column without a name: name it, or delete it",
        "column_type": "a type that is neither text, number, boolean nor date",
    }
)
"""Faults of a column as a whole."""

CELL_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "ragged_row": "more or fewer cells than the header: a comma or a line break inside a cell "
        "needs quotes",
        "not_a_number": "must be {allowed}; digits only, with one decimal point or comma",
        "ambiguous_number": "a thousands separator, or a decimal comma? write it with a decimal "
        "point, and without thousands separators",
        "date_instead_of_number": "a spreadsheet has turned the number into a date: format the "
        "column as text, and enter it anew; must be {allowed}",
        "not_a_whole_number": "must be {allowed}",
        "out_of_range": "must be {allowed}",
        "negative_time": "must not be negative",
        "unknown_level": "must be {allowed}",
        "not_a_boolean": "must be {allowed}",
        "date_as_serial": f"a spreadsheet's serial number instead of a date: {_ISO}",
        "date_order_unknown": f"day and month cannot be told apart: {_ISO}",
        "date_two_digit_year": f"the century is not known: {_ISO}",
        "date_without_day": f"a date without its day: {_ISO}",
        "date_with_time": f"a date with a time of day: {_ISO}",
        "date_does_not_exist": f"a day that does not exist: {_ISO}",
        "date_before_1900": f"a day before 1900, as spreadsheets write an empty date: {_ISO}",
        "date_in_future": f"a day in the future: {_ISO}",
        "not_a_date": f"not a date: {_ISO}",
        "duplicate_patient": "the same patient in several rows: one row for each patient, with the "
        "first lung operation",
        "value_required": "must be known of every patient: {allowed}",
    }
)
"""Faults of one cell; `{allowed}` stands for what its column allows."""

ROW_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "follow_up_before_operation": "death or last follow-up lies before the operation",
        "birth_after_operation": "birth lies after the operation",
        "metastasis_after_operation": "the first lung metastasis was found after its operation",
        "relapse_before_operation": "relapse lies before the operation",
        "interval_disagrees": "differs from what the dates give, by more than 1 month, or 1 year "
        "of age",
        "cause_of_death_unknown": "died, and whether of sarcoma is not known: fill it in, or "
        "delete the column from all rows",
        "cause_of_death_of_living": "died of sarcoma, and yet did not die",
        "relapse_after_follow_up": "lies after the end of follow-up",
        "death_is_an_event": "died when disease-free time ended: death counts as an event",
        "bilateral_with_one_nodule": "bilateral metastases are at least two nodules",
        "response_without_chemotherapy": "a response, and yet no preoperative chemotherapy",
    }
)
"""Faults between the cells of one row."""

NOTICE_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "read_as_latin_1": "the file is not UTF-8 and was read as Latin-1, which changes nothing "
        "in numbers, dates and levels",
        "empty_rows": "rows without any value were passed over",
        "empty_column": "a column without a single value was treated as absent",
        "often_missing": "unknown in at least 40 % of the patients",
        "patients_without_identifier": "no identifier: whether such a patient was entered twice "
        "is not known",
        "identical_rows": "rows that equal an earlier one in every cell were kept, as there is no "
        "patient_id",
        "no_other_deaths": "no death of another cause is recorded: cancer-specific survival would "
        "be overall survival under another name, and is left out",
        "completeness_unknown": "whether the resection was complete is not known: kept for "
        "disease-free survival",
    }
)
"""What is no fault, but must be known."""

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        **FILE_SENTENCES,
        **COLUMN_SENTENCES,
        **CELL_SENTENCES,
        **ROW_SENTENCES,
        **NOTICE_SENTENCES,
    }
)


def sentence_of(code: str, column: str | None = None) -> str:
    """Give the sentence of a code, with what the column allows."""
    allowed = COLUMNS[column].allowed if column and column in COLUMNS else ""
    return SENTENCES[code].format(allowed=allowed)

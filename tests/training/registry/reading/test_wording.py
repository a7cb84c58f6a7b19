from models.applicability import CONTRADICTORY
from training.registry.reading.columns import COLUMNS
from training.registry.reading.wording import SENTENCES, sentence_of


def test_every_contradiction_has_a_sentence():
    assert {rule.code for rule in CONTRADICTORY} <= SENTENCES.keys()


def test_every_sentence_can_be_written_of_every_column():
    for code in SENTENCES:
        for column in (None, *COLUMNS):
            text = sentence_of(code, column)
            assert text.isascii(), "a terminal may know no other"
            assert "{" not in text

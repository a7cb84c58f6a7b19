import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from training.report.picture import COX, picture_of, style


def draw(name="one", description="A line."):
    with style():
        figure = Figure(figsize=(2, 2))
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], "o-", color=COX)
        return str(picture_of(figure, name, description))


def test_picture_is_the_same_every_time():
    """No date, no random ids."""
    assert draw() == draw()


def test_picture_carries_nothing_of_its_maker():
    """No prologue, no metadata, no style that would reach the page around it."""
    picture = draw()

    assert picture.startswith('<svg role="img" aria-label="A line." viewBox="')
    assert not any(part in picture for part in ("<metadata", "<style", "<!--", "xlink", "http"))
    assert "var(--cox)" in picture
    assert COX not in picture


def test_ids_carry_the_name_of_the_picture():
    """So that two pictures in one page do not clash."""
    picture = draw("two")

    assert ' id="two-' in picture
    assert picture.count(' id="') == picture.count(' id="two-')
    assert picture.count('href="#') == picture.count('href="#two-')


def test_description_is_escaped():
    """It may hold signs that mean something in HTML."""
    assert 'aria-label="1 &lt; 2 &quot;x&quot;"' in draw(description='1 < 2 "x"')


@pytest.mark.parametrize("setting", ["svg.fonttype", "font.size", "svg.hashsalt"])
def test_settings_of_the_machine_neither_matter_nor_change(setting):
    """What somebody has set stays set, and does not reach the picture."""
    other = {"svg.fonttype": "path", "font.size": 20.0, "svg.hashsalt": "other"}[setting]
    expected = draw()
    with mpl.rc_context({setting: other}):
        assert expected == draw()
        assert other == mpl.rcParams[setting]

"""How intensive support was, month by month, beside the phase that the coach noted."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.intensity import MonthIntensity
from gezinscoach_desktop.reports.palette import DARK, LIGHT
from gezinscoach_desktop.views.contact.words import intensity_sentence
from gezinscoach_desktop.views.elements import Card, paragraph
from gezinscoach_desktop.views.family.drawings import Drawn
from gezinscoach_desktop.views.family.live_chart import LiveChart
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone

_TEXT_SIZE = 11.0
_RULE = "Minstens elke week een dag met contact is intensief; één dag of minder in drie weken is minder intensief."


def draw_intensity(months: tuple[MonthIntensity, ...], width: int, is_dark: bool) -> Drawn:
    """Pure: runs on the drawing worker."""
    from gezinscoach_desktop.reports.charts.intensity import describe_intensity, intensity_chart
    from gezinscoach_desktop.reports.charts.svg import to_svg

    description = describe_intensity(months)
    drawing = intensity_chart(months, width=width, palette=DARK if is_dark else LIGHT, text_size=_TEXT_SIZE)
    return Drawn(to_svg(drawing, description=description), description)


class IntensityCard(Card):
    """A sentence, the chart, and the rule in small letters."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("Hoe intensief", parent)
        self.sentence = paragraph("", TextStyle.TEXT)
        self.chart = LiveChart(tasks, "Dagen met contact per maand")
        self.add(self.sentence)
        self.add(self.chart)
        self.add(paragraph(_RULE, TextStyle.SMALL, Tone.SECONDARY))

    def show_months(self, months: tuple[MonthIntensity, ...]) -> None:
        self.sentence.setText(intensity_sentence(months))
        self.chart.setVisible(bool(months))
        if months:
            self.chart.use_drawing(partial(draw_intensity, months))

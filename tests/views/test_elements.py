"""What a user may rely on in the small parts: charts, signs, tiles, headers, empty screens, the busy line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gezinscoach_desktop.domain.evolution import Direction, Sign
from gezinscoach_desktop.views.busy import BusyLine, ProgressView
from gezinscoach_desktop.views.charts import ChartView
from gezinscoach_desktop.views.elements import (
    Card,
    Chip,
    ElidedLabel,
    Tile,
    button,
    heading,
    icon_button,
    paragraph,
    scrolling,
    set_tone,
)
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.signs import (
    SHAPE_OF_DIRECTION,
    SHAPE_OF_SIGN,
    Shape,
    SignMark,
    direction_color,
    paint_shape,
    sign_color,
)
from gezinscoach_desktop.views.tasks import Progress
from gezinscoach_desktop.views.theme import DARK, LIGHT, Appearance, Tone, palette, theme
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS
from tests.views.waiting import wait_until

pytestmark = LOOKS

Show = Callable[[QWidget], None]

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="400" height="200"/></svg>'
)


# ------------------------------------------------------------------------------------------------- charts


def test_a_chart_is_as_large_as_it_was_drawn_and_never_distorted() -> None:
    chart = ChartView("Evolutie")
    chart.show_svg(SVG, description="Twee items vooruit.")

    assert chart.sizeHint() == QSize(400, 200)
    assert [chart.heightForWidth(width) for width in (200, 400, 900)] == [100, 200, 200]


def test_a_chart_can_be_read_by_who_cannot_see_it() -> None:
    chart = ChartView("Evolutie")
    chart.show_svg(SVG, description="Twee items vooruit.")

    assert (chart.accessibleName(), chart.accessibleDescription()) == ("Evolutie", "Twee items vooruit.")


def test_a_chart_asks_to_be_drawn_again_when_it_gets_dark() -> None:
    chart = ChartView("Evolutie")
    asked: list[int] = []
    theme().use_appearance(Appearance.LIGHT)
    chart.redraw_wanted.connect(lambda: asked.append(1))
    theme().use_appearance(Appearance.DARK)

    assert asked == [1]


def test_a_chart_fills_its_place_sharply(show: Show) -> None:
    chart = ChartView("Evolutie")
    chart.show_svg(SVG, description="")
    chart.resize(200, 300)
    show(chart)
    picture = chart.grab().toImage()

    assert picture.pixelColor(100, 50) == QColor("black")
    assert picture.pixelColor(100, 200) != QColor("black")


def test_a_chart_without_drawing_takes_no_room() -> None:
    chart = ChartView("Evolutie")
    assert chart.is_empty
    chart.show_svg(SVG, description="Iets.")
    chart.clear()

    assert chart.is_empty
    assert chart.heightForWidth(300) == 0


# -------------------------------------------------------------------------------------------------- signs


@pytest.mark.parametrize("shape", list(Shape))
def test_every_sign_is_painted(shape: Shape) -> None:
    image = _painted(shape)

    assert any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20))


def test_no_two_signs_look_the_same() -> None:
    images = [_painted(shape) for shape in Shape]
    pictures = {bytes(image.constBits()) for image in images}

    assert len(pictures) == len(Shape)


def test_every_class_has_its_own_sign_and_colour() -> None:
    assert len({SHAPE_OF_SIGN[sign] for sign in Sign}) == len(Sign)
    assert len({sign_color(sign, LIGHT) for sign in Sign}) == len(Sign)


def test_every_direction_has_its_own_sign_and_colour() -> None:
    assert len({SHAPE_OF_DIRECTION[one] for one in Direction}) == len(Direction)
    assert len({direction_color(one, DARK) for one in Direction}) == len(Direction)


def test_a_sign_follows_what_it_is_told(show: Show) -> None:
    mark = SignMark(Shape.UP, "better", size=18)
    show(mark)
    before = mark.grab().toImage()
    mark.show_shape(Shape.DOWN, "worse")

    assert mark.grab().toImage() != before


# ------------------------------------------------------------------------------------------ small elements


def test_a_tile_is_one_sentence_for_a_screen_reader() -> None:
    tile = Tile("Kansarmoede-index")
    tile.show_value("3 van 6", "1 domein onbekend")
    tile.show_mark(Shape.SQUARE, "stays_deprived")

    assert tile.accessibleName() == "Kansarmoede-index: 3 van 6. 1 domein onbekend"


def test_a_name_too_long_ends_in_dots_and_is_whole_in_the_tool_tip(show: Show) -> None:
    name = "Gezin Vandenbroucke-Van Cauwenberghe – El Mansouri"
    text = ElidedLabel(name)
    text.resize(120, 20)
    show(text)
    assert text.toolTip() == name
    text.resize(900, 20)

    assert text.toolTip() == ""


def test_another_text_in_the_same_room_has_its_own_tool_tip(show: Show) -> None:
    text = ElidedLabel("12 van de 98 gezinnen in begeleiding")
    text.resize(60, 20)
    show(text)
    text.setText("13 van de 98 gezinnen in begeleiding")
    assert text.toolTip() == "13 van de 98 gezinnen in begeleiding"

    text.setText("1")

    assert text.toolTip() == ""


def test_a_meaning_has_a_colour_that_follows_light_and_dark() -> None:
    text = paragraph("Te laat")
    set_tone(text, Tone.ERROR)
    text.ensurePolished()

    assert text.palette().color(text.foregroundRole()).name().upper() == palette().error


def test_a_chip_shows_its_word() -> None:
    chip = Chip("Intensief", Tone.ACCENT)
    chip.show_text("Afbouw")

    assert chip.text == "Afbouw"


def test_a_card_shows_a_title_only_when_it_has_one() -> None:
    assert Card().title_label.isHidden()
    assert not Card("Wonen").title_label.isHidden()


def test_a_button_with_only_an_icon_has_a_name_and_a_tool_tip() -> None:
    made = icon_button("print", "Afdrukken")

    assert (made.accessibleName(), made.toolTip()) == ("Afdrukken", "Afdrukken")


def test_long_content_scrolls_down_and_never_sideways(show: Show) -> None:
    inside = QWidget()
    inside.setMinimumSize(100, 900)
    area = scrolling(inside)
    area.resize(300, 200)
    show(area)

    assert area.verticalScrollBar().maximum() > 0
    assert area.horizontalScrollBar().maximum() == 0


def test_pressing_enter_on_a_button_presses_it(show: Show) -> None:
    pressed: list[int] = []
    made = button("Afronden", "primary")
    made.clicked.connect(lambda: pressed.append(1))
    show(made)
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Space)

    assert pressed == [1]


def test_the_focus_can_be_seen(show: Show) -> None:
    holder = QWidget()
    made = button("Afronden")
    made.setParent(holder)
    holder.resize(200, 60)
    show(holder)
    made.setFocus()
    with_focus = made.grab().toImage()
    made.clearFocus()

    assert made.grab().toImage() != with_focus


# -------------------------------------------------------------------------------------- header, empty screen


@pytest.fixture
def header() -> PageHeader:
    return PageHeader("Gezin Peeters", "G-2024-017")


def test_a_header_has_at_most_three_buttons_and_the_rest_behind_dots(header: PageHeader, show: Show) -> None:
    chosen: list[str] = []
    for text in ("Ongedaan maken", "Afdrukken", "Afronden"):
        header.add_command(text, None, lambda text=text: chosen.append(text))  # type: ignore[misc]
    with pytest.raises(ValueError, match="three"):
        header.add_command("Te veel", None, lambda: None)
    assert header.more_button.isHidden()
    more = header.add_more("Uitvoeren", "arrow-export", lambda: chosen.append("Uitvoeren"))
    more.trigger()

    assert not header.more_button.isHidden()
    assert chosen == ["Uitvoeren"]


def test_a_header_tells_where_you_are(header: PageHeader) -> None:
    header.set_title("Gezin Yılmaz")

    assert (header.title, header.subtitle) == ("Gezin Yılmaz", "")
    assert header.accessibleName() == "Gezin Yılmaz"


def test_the_arrow_takes_back(header: PageHeader, show: Show) -> None:
    back: list[int] = []
    header.back_wanted.connect(lambda: back.append(1))
    header.show_back()
    show(header)
    QTest.mouseClick(header.back_button, Qt.MouseButton.LeftButton)

    assert back == [1]
    assert_every_focusable_widget_is_named(header)


def test_a_header_says_when_it_was_kept(header: PageHeader) -> None:
    header.show_state("Bewaard om 14:32")
    texts = [one.text() for one in header.findChildren(QLabel) if not one.isHidden()]
    header.show_state("")

    assert "Bewaard om 14:32" in texts


def test_a_header_fits_in_1024_pixels(header: PageHeader, show: Show) -> None:
    header.set_title(
        "Gezin Vandenbroucke-Van Cauwenberghe – El Mansouri", "G-2024-017 · Momentopname 14/11/2026"
    )
    for text in ("Ongedaan maken", "Afdrukken", "Momentopname afronden"):
        header.add_command(text, "print", lambda: None)
    header.show_state("Bewaard om 14:32")

    assert header.minimumSizeHint().width() <= 1024 - 68


def test_an_empty_screen_says_what_will_stand_there_and_has_one_button(show: Show) -> None:
    empty = EmptyState("people", "Hier komen de gezinnen die je begeleidt.", "Nieuw gezin")
    chosen: list[int] = []
    empty.chosen.connect(lambda: chosen.append(1))
    show(empty)
    QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)

    assert empty.sentence == "Hier komen de gezinnen die je begeleidt."
    assert chosen == [1]


def test_an_empty_screen_may_have_nothing_to_do() -> None:
    assert EmptyState("people", "Niets gevonden.").button.isHidden()


def test_a_headings_text_is_kept_plain() -> None:
    assert heading("A & B").text() == "A & B"


# -------------------------------------------------------------------------------------------------- busy


def test_what_is_quick_does_not_flicker(show: Show) -> None:
    line = BusyLine()
    show(line)
    line.set_busy(True)
    assert not line.is_appearing
    line.set_busy(False)

    assert not line.is_appearing


def test_what_takes_longer_shows_itself_and_goes_away(show: Show) -> None:
    line = BusyLine()
    line.resize(300, 3)
    show(line)
    line.set_busy(True)
    wait_until(lambda: line.is_appearing)
    line.grab()
    line.set_busy(False)

    assert not line.is_appearing


def test_a_long_task_can_be_stopped(show: Show) -> None:
    progress = Progress()
    progress.report(3, 10)
    view = ProgressView("Inlezen")
    stopped: list[int] = []
    view.stop_asked.connect(lambda: stopped.append(1))
    view.follow(progress)
    show(view)
    texts = [one.text() for one in view.findChildren(QLabel)]
    QTest.mouseClick(view.stop_button, Qt.MouseButton.LeftButton)

    assert "3 van 10" in texts
    assert progress.is_cancelled
    assert stopped == [1]
    assert_every_focusable_widget_is_named(view)


def test_progress_is_followed_while_it_goes(show: Show) -> None:
    progress = Progress()
    view = ProgressView("Inlezen")
    view.follow(progress)
    show(view)
    progress.report(4, 9, "gezin 4")

    wait_until(lambda: "gezin 4" in [one.text() for one in view.findChildren(QLabel)])


def _painted(shape: Shape) -> QImage:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_shape(painter, shape, QRectF(0, 0, 20, 20), fill=LIGHT.text)
    painter.end()
    return image

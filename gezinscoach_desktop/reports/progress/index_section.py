"""The deprivation index: its course, which items weigh in each domain, and what moved a domain."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.evolution import Direction, domain_moves
from gezinscoach_desktop.domain.index import DomainResult, DomainState, IndexResult, Weighing
from gezinscoach_desktop.domain.instrument import LOWEST_LEVEL, Instrument
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.index_steps import IndexPoint, IndexSteps, index_chart
from gezinscoach_desktop.reports.charts.pdf import Chart
from gezinscoach_desktop.reports.charts.signs import draw_direction
from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Bands
from gezinscoach_desktop.reports.paper.headings import section, subsection
from gezinscoach_desktop.reports.paper.measures import BODY, SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import LINE, Column, TableCell, Words, head, row
from gezinscoach_desktop.reports.progress.facts import Facts
from gezinscoach_desktop.reports.wording import listed

_CHART, _SHORT_CHART = 168.0, 128.0
_COLUMNS = (Column(0, 120), Column(128, 56), Column(192, 56), Column(256, WIDTH - 256))
_STATE_NOW = {
    True: "Daarmee telt het gezin als kansarm",
    False: "Daarmee telt het gezin niet als kansarm",
    None: "Of het gezin als kansarm telt, is nog niet te bepalen",
}
_STATE_THEN = {
    True: "Daarmee telde het gezin toen als kansarm",
    False: "Daarmee telde het gezin toen niet als kansarm",
    None: "Of het gezin toen als kansarm telde, was nog niet te bepalen",
}
_MOVES = (Column(0, 12), Column(16, 120), Column(144, 128), Column(280, WIDTH - 280))


def index_section(content: FamilyContent, options: PaperOptions, facts: Facts) -> list[Flowable]:
    if not facts.indexes:
        return []
    story = [*section("Kansarmoede-index", keeps=200), prose(_told(content, facts))]
    if options.with_charts and len(facts.moments) > 1:
        story.append(
            Chart(
                index_chart(
                    _steps(content, facts),
                    width=WIDTH,
                    height=_SHORT_CHART if options.is_short else _CHART,
                    text_size=SMALL,
                )
            )
        )
    if not options.is_short:
        story += [*subsection("Welke items meewegen", keeps=120), _weighings(content, facts)]
    if facts.has_evolution:
        story += _moves(content, facts)
    return story


def _told(content: FamilyContent, facts: Facts) -> str:
    now = facts.indexes[-1]
    low, high = now.tally.interval
    number = f"{low} zwakke domeinen" if low == high else f"tussen {low} en {high} zwakke domeinen"
    if low == high == 1:
        number = "1 zwak domein"
    state = (_STATE_THEN if facts.is_past else _STATE_NOW)[now.is_deprived]
    unknown = ""
    if now.unknown:
        was = "was toen" if facts.is_past else "is"
        unknown = f" Van {counted(now.unknown, 'domein', 'domeinen')} {was} nog te weinig ingevuld."
    return (
        f"Op {format_date(now.date)}: {number} van de {len(now.domains)}.{unknown} {state} "
        f"(vanaf {content.profile.deprived_from}). Profiel: {content.profile.title}."
    )


def _steps(content: FamilyContent, facts: Facts) -> IndexSteps:
    points = tuple(IndexPoint(result.date, result.weak, result.unknown) for result in facts.indexes)
    return IndexSteps(
        points, len(content.profile.domains), content.profile.deprived_from, facts.baseline_date
    )


def _weighings(content: FamilyContent, facts: Facts) -> Flowable:
    """Per domain its state then and now, and the items that make it weak."""
    now = facts.indexes[-1]
    then = _then(facts)
    bands = [
        row(_COLUMNS, (
            Words(result.domain.name, face=Face.SEMIBOLD),
            Words("" if then is None else then.domains[place].state.label.lower(), PAPER.secondary),
            Words(result.state.label.lower(), face=_face(result.state)),
            Words(_reasons(content, result), size=SMALL, at_most=16),
        ))
        for place, result in enumerate(now.domains)
    ]  # fmt: skip
    names = (
        "domein",
        "" if then is None else "nulmeting",
        "nulmeting" if facts.is_past else "nu",
        "wat doorweegt",
    )
    return Bands(bands, head=head(_COLUMNS, names))


def _then(facts: Facts) -> IndexResult | None:
    if facts.baseline is None or not facts.has_evolution:
        return None
    return facts.indexes[facts.baseline]


def _face(state: DomainState) -> Face:
    return Face.SEMIBOLD if state is DomainState.WEAK else Face.REGULAR


def _reasons(content: FamilyContent, result: DomainResult) -> str:
    """The deciding items with their level and cut; otherwise what is known, or what is missing."""
    match result.state:
        case DomainState.WEAK:
            core = [_told_item(content, weighing) for weighing in result.deciding if weighing.is_core]
            other = [_told_item(content, weighing) for weighing in result.deciding if not weighing.is_core]
            if core and other:
                return "\n".join((*core, "Ondersteunend:", *other))
            return "\n".join(core or other)
        case DomainState.UNKNOWN:
            missing = dict.fromkeys(item_name(content.instrument, part.item) for part in result.domain.core)
            return f"Nog geen niveau bij {listed(missing)}."
        case DomainState.NOT_APPLICABLE:
            return "Geen kind in het huishouden."
        case DomainState.SUFFICIENT:
            known = dict.fromkeys(
                f"{item_name(content.instrument, weighing.criterion.item)}: niveau {weighing.level}"
                for weighing in result.weighings
                if weighing.is_core and weighing.level is not None
            )
            return ", ".join(known)


def _told_item(content: FamilyContent, weighing: Weighing) -> str:
    name = item_name(content.instrument, weighing.criterion.item)
    weak_to = weighing.criterion.weak_to
    weak = f"1 tot {weak_to}" if weak_to > LOWEST_LEVEL else str(LOWEST_LEVEL)
    return f"{name}: niveau {weighing.level}, telt zwak op {weak}"


def item_name(instrument: Instrument, key: str) -> str:
    """The item's name, with whom it is about where several items bear the same name."""
    item = instrument.items[key]
    is_shared = sum(other.name == item.name for other in instrument.items.values()) > 1
    return f"{item.name} ({item.subject.label.lower()})" if is_shared else item.name


def _moves(content: FamilyContent, facts: Facts) -> list[Flowable]:
    """Which domains changed state since the baseline, and by which items."""
    then = _then(facts)
    moves = () if then is None else domain_moves(then, facts.indexes[-1])
    story: list[Flowable] = subsection("Wat een domein veranderde", keeps=72)
    if not moves:
        return [*story, prose("Geen enkel domein veranderde van toestand sinds de nulmeting.")]
    bands = []
    for move in moves:
        items = listed(dict.fromkeys(item_name(content.instrument, key) for key in move.items))
        cells: tuple[TableCell, ...] = (
            _Sign(_direction(move.before, move.after)),
            Words(move.name, face=Face.SEMIBOLD),
            Words(f"van {move.before.label.lower()} naar {move.after.label.lower()}"),
            Words(f"door {items}" if items else "", size=SMALL),
        )
        bands.append(row(_MOVES, cells))
    return [*story, Bands(bands)]


def _direction(before: DomainState, after: DomainState) -> Direction | None:
    """Better when no longer weak, worse when now weak; otherwise only knowledge changed."""
    if after is DomainState.WEAK:
        return Direction.DOWN if before is DomainState.SUFFICIENT else None
    return Direction.UP if before is DomainState.WEAK and after is DomainState.SUFFICIENT else None


class _Sign:
    """The direction of a domain's move; nothing when only knowledge changed."""

    def __init__(self, direction: Direction | None) -> None:
        self.direction = direction

    def height(self, _column: Column) -> float:
        return LINE

    def paint(self, sketch: Sketch, column: Column, line: float) -> None:
        if self.direction is not None:
            draw_direction(
                sketch, self.direction, x=column.x + 5, y=line - BODY * 0.36, size=8, palette=PAPER
            )  # fmt: skip

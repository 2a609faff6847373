"""Figures: counts and distributions of a period, in one shape for the screen, the yearly report, exports and the council.

`shape` is what travels, `keys` says which tables there are, `facts` is what is counted from, a module per block counts.
"""

from gezinscoach_desktop.domain.figures.shape import Cell as Cell
from gezinscoach_desktop.domain.figures.shape import Counted as Counted
from gezinscoach_desktop.domain.figures.shape import FigureBlock as FigureBlock
from gezinscoach_desktop.domain.figures.shape import FigureFilter as FigureFilter
from gezinscoach_desktop.domain.figures.shape import Figures as Figures
from gezinscoach_desktop.domain.figures.shape import FiguresPerMunicipality as FiguresPerMunicipality
from gezinscoach_desktop.domain.figures.shape import FigureTable as FigureTable
from gezinscoach_desktop.domain.figures.shape import Label as Label
from gezinscoach_desktop.domain.figures.shape import TimeInSupport as TimeInSupport
from gezinscoach_desktop.domain.figures.shape import from_json as from_json
from gezinscoach_desktop.domain.figures.shape import to_json as to_json

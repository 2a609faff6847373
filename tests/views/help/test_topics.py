"""F1 leads somewhere from every screen and every window: a page that is there, and a heading in it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog

from gezinscoach_desktop import views
from gezinscoach_desktop.domain.markdown import Heading
from gezinscoach_desktop.domain.shortcut_sheet import EVERYWHERE, all_topics, own_anchors
from gezinscoach_desktop.services.handbook import open_handbook, read_shortcuts
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.help.topics import OF_CLASS, OF_FOLDER, WITHOUT, topic_of
from gezinscoach_desktop.views.opening import OpeningWindow
from gezinscoach_desktop.views.page import Page

T = TypeVar("T")
WITHOUT_TOPIC = {*WITHOUT, "FormDialog"}
"""Help itself, and what every form is made of."""


@cache
def places() -> frozenset[str]:
    """Everything that help can be opened at."""
    found: set[str] = set()
    for page in open_handbook().pages:
        topic = page.page.topic
        found |= {topic} | {f"{topic}#{block.anchor}" for block in page.blocks if isinstance(block, Heading)}
    return frozenset(found)


def all_of(kind: type[T]) -> Iterator[type[T]]:
    """Every class of this kind in the views; each module is imported first, since they are only met on a visit."""
    for module in pkgutil.walk_packages(views.__path__, f"{views.__name__}."):
        importlib.import_module(module.name)
    waiting = [kind]
    while waiting:
        each = waiting.pop()
        if each.__module__.startswith(views.__name__):
            yield each
        waiting.extend(each.__subclasses__())


def test_f1_leads_to_a_page_and_heading_from_every_screen() -> None:
    nowhere = {page.__name__: page.help_topic for page in all_of(Page) if page.help_topic not in places()}

    assert nowhere == {}


def test_f1_leads_to_a_page_from_every_part_of_a_family() -> None:
    own = {tab.__name__: tab.help_topic for tab in all_of(FamilyTab) if tab.help_topic}

    assert len(own) > 10
    assert {name: topic for name, topic in own.items() if topic not in places()} == {}


def test_f1_leads_to_a_page_and_heading_from_every_window() -> None:
    kinds: set[type] = {OpeningWindow, *all_of(QDialog)}
    nowhere = {
        kind.__qualname__: topic_of(kind)
        for kind in kinds
        if kind.__name__ not in WITHOUT_TOPIC and topic_of(kind) not in places()
    }

    assert len(kinds) > 50
    assert nowhere == {}


@pytest.mark.parametrize("part", sorted({*OF_CLASS.values(), *OF_FOLDER.values()}))
def test_no_window_is_sent_to_what_is_not_there(part: str) -> None:
    assert part in places()


def test_the_sections_of_a_screen_are_on_the_sheet() -> None:
    anchors = {section.anchor for section in read_shortcuts()}
    topics = {page.help_topic for page in all_of(Page)}

    assert EVERYWHERE in anchors
    assert {anchor for topic in all_topics() for anchor in own_anchors(topic)} <= anchors
    assert all_topics() <= topics | {tab.help_topic for tab in all_of(FamilyTab)}

"""What a reader may rely on: every page stands in a chapter, and the chapters in one order."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.domain.handbook import Group, HandbookError, groups_of, in_order, page_of
from gezinscoach_desktop.domain.permission import OfficeRole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Zoeken\n", "does not begin with"),
        ("<!-- groep: baas -->\n# Zoeken\n", "baas"),
        ("<!-- groep: coach -->\nZoeken\n", "no title"),
        ("<!-- groep: coach -->\n# \n", "no title"),
        ("", "does not begin with"),
    ],
)
def test_a_page_without_a_chapter_or_a_title_is_refused(text: str, said: str) -> None:
    with pytest.raises(HandbookError, match=said):
        page_of("zoeken", text)


def test_a_page_tells_its_chapter_and_title() -> None:
    page = page_of("zoeken", "<!-- groep: coach -->\n\n# Zoeken\n\nTyp een naam.\n")

    assert (page.topic, page.group, page.title) == ("zoeken", Group.COACH, "Zoeken")
    assert page.markdown.startswith("# Zoeken")


def test_chapters_follow_one_another_and_each_has_its_own_order() -> None:
    pages = [
        page_of(topic, f"<!-- groep: {group} -->\n# {topic}\n")
        for topic, group in (
            ("veiligheid", "naslag"), ("een-nieuwe", "coach"), ("zoeken", "start"), ("momentopname", "coach"),
        )
    ]  # fmt: skip

    assert [page.topic for page in in_order(pages)] == ["zoeken", "momentopname", "een-nieuwe", "veiligheid"]


def test_everybody_reads_the_common_chapters_and_those_of_the_own_roles() -> None:
    assert groups_of([]) == {Group.START, Group.TROUBLE, Group.REFERENCE}
    assert groups_of([OfficeRole.COACH, OfficeRole.COORDINATOR]) == set(Group) - {Group.ADMINISTRATOR}

"""A real office for these windows."""

from tests.views.real_office import desk, office_kind

__all__ = ["desk", "office_kind"]

"""A real office for these windows."""

from tests.views.real_office import desk, family, office_kind, view_of

__all__ = ["desk", "family", "office_kind", "view_of"]

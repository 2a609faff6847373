"""A date that lies ahead: a day without a year is the next such day, and `vrijdag` is the coming one."""

from __future__ import annotations

from datetime import date

from gezinscoach_desktop.domain.ahead import parse_ahead
from gezinscoach_desktop.views.fields import DateField


class AheadField(DateField):
    """As DateField, read forwards."""

    def value(self) -> date | None:
        """The date, None when empty; raises InvalidInput with this field's name when it cannot be read."""
        if not self.text().strip():
            return None
        return parse_ahead(self.text(), today=self._today(), field=self.objectName() or None)

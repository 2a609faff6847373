"""The blocks of text of forms, which an office can put in its own words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from gezinscoach_desktop.resource import resource_path


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTexts:
    """What stands on the consent and mandate forms; blank lines part paragraphs. `{kantoor}` and `{coach}` are filled in."""

    consent_intro: str
    coaching: str
    sharing: str
    privacy: str
    rights: str
    consent_closing: str
    mandate_intro: str
    mandate_limits: str

    def filled(self, *, office: str, coach: str) -> PaperTexts:
        """With the names of the organisation and the coach in place."""
        return PaperTexts(
            **{
                field.name: getattr(self, field.name).replace("{kantoor}", office).replace("{coach}", coach)
                for field in fields(self)
            }
        )

    def changed(self, own: Mapping[str, str]) -> PaperTexts:
        """With the office's own words where it has any."""
        known = {field.name: getattr(self, field.name) for field in fields(self)}
        return PaperTexts(**{name: own.get(name, "").strip() or text for name, text in known.items()})


@cache
def shipped_texts() -> PaperTexts:
    """The texts that travel with the program."""
    content = tomllib.loads(resource_path("papers", "forms.toml").read_text(encoding="utf-8"))
    return PaperTexts(**{name: _flowing(text) for name, text in content.items()})


def _flowing(text: str) -> str:
    """Each paragraph on one line, however it stands in the file."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))

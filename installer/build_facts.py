"""How Python was built, as the bundle tells it: on Linux the standard library reads that from a module full of folders.

SQLAlchemy asks one of these facts. The folders are of whoever built Python on this computer and stay out.
"""

from __future__ import annotations

import os
import sysconfig

from installer.places import BUILD

_FOLDER = BUILD / "bundle" / "facts"


def text() -> str:
    """The module, with every fact that is a number."""
    facts = {name: value for name, value in sysconfig.get_config_vars().items() if isinstance(value, int)}
    return f"build_time_vars = {dict(sorted(facts.items()))!r}\n"


def written() -> str:
    """The folder with the module, which has to come before the standard library; empty where there is none."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        name = sysconfig._get_sysconfigdata_name()  # type: ignore[attr-defined]
        (_FOLDER / f"{name}.py").write_text(text(), encoding="utf-8")
    return str(_FOLDER)

"""Which libraries a library is linked to itself, without what those are linked to in turn."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache

_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)


@cache
def linked_to(file: str) -> frozenset[str]:
    """File names, as the library itself has them; nothing for a file that is no library."""
    if sys.platform == "win32":
        from PyInstaller.depend.bindepend import get_imports

        return frozenset(name for name, _ in get_imports(file))
    # PyInstaller asks ldd here, which names everything that is loaded in the end.
    said = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=False)
    return frozenset(_NEEDED.findall(said.stdout))

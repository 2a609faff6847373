"""What every test needs: no screen, and repeatable examples."""

import os
import shutil
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.compiled_once",
    "tests.suppressed_once",
    "tests.repeated",
    "tests.patience",
    "tests.offices",
    "tests.debian_server",
]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# What was compiled is kept, whatever the environment says: a thousand modules, for every worker and every program started.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

_MEMORY, _ROOM = Path("/dev/shm"), 4 * 1024**3
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    # Files in memory: what is tested of a killed program holds there too, and a flush costs nothing.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

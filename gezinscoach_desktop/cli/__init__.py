"""The command line: one front door beside the window. `main` is the program's entry point."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

OK, USER_ERROR, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window without one; returns the exit code and never lets a traceback out."""
    from gezinscoach_desktop.cli.arguments import parse
    from gezinscoach_desktop.cli.output import say, say_wrong, soften_streams

    soften_streams()
    try:
        chosen = parse(sys.argv[1:] if arguments is None else arguments)
        code: int = chosen.run(chosen)
        sys.stdout.flush()
        return code
    except SystemExit as leaving:  # argparse: 0 after --help and --version, 2 on wrong usage
        return leaving.code if isinstance(leaving.code, int) else USAGE
    except KeyboardInterrupt:
        say_wrong("Afgebroken.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output (`| head`) had enough. Python flushes once more on exit, so give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        return _failed(error)
    finally:
        say("", end="")


def _failed(error: Exception) -> int:
    from gezinscoach_desktop.cli.output import say_wrong
    from gezinscoach_desktop.domain.errors import UserError

    if isinstance(error, UserError):
        say_wrong(error.message)
        return USER_ERROR
    from gezinscoach_desktop.services.trouble import note_trouble

    log = note_trouble(error)
    where = f"De technische gegevens staan in {log}." if log else f"Soort fout: {type(error).__name__}."
    say_wrong(f"Er ging iets mis dat niet mocht gebeuren. {where}")
    return USER_ERROR

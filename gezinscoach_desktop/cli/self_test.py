"""`--self-test`: for whoever made or installed the program."""

from __future__ import annotations

import argparse


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command gets them
    from gezinscoach_desktop.tour import self_test

    return self_test.run()


def first_window(options: argparse.Namespace) -> int:  # noqa: ARG001
    from gezinscoach_desktop.tour import first_window as window

    return window.run()

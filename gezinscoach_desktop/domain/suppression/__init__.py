"""Hiding figures about a handful of families, so that they cannot be worked out from what stands beside them either.

A cell about one to four families is hidden; zero stays. What is left would often tell it all the same: a row adds up to its
total, the municipalities to the whole, a year to the next, and tables over the same families share their margins. So
further cells are hidden until, for every cell that had to be, there is another set of whole numbers that fits everything
that is shown (`moves` finds it, as a certificate). Both kinds are shown alike: which was which would tell again. A zero is
hidden only where nothing else helps; elsewhere the certificate reckons with who takes it that hidden is never zero.
"""

from gezinscoach_desktop.domain.suppression.hide import (
    HIDDEN_N,
    THRESHOLD,
    is_hidden,
    suppressed,
    suppressed_years,
)

__all__ = ["HIDDEN_N", "THRESHOLD", "is_hidden", "suppressed", "suppressed_years"]

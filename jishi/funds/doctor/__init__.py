"""Checks of the books: sums of receipts, gapless numbers, closed months unchanged."""

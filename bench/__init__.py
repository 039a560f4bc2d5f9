"""Benchmarks: each file prints ratios against a yardstick of the same run. See `report.py`."""

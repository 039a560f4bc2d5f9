"""What may be wrong: a file each. Adding one edits nothing else.

Start at `finding.py`, then any file beside it; `all_findings()` finds them all. A finding answers
with a sentence, or with nothing where all is well.
"""

from jishi.registers.findings.finding import FindingRule, Found, all_findings, examine

__all__ = ["FindingRule", "Found", "all_findings", "examine"]

"""Papers at every place."""

from __future__ import annotations

from tests.access.samples import SAMPLES, Sample

SAMPLES |= {
    "papers": Sample(),
}

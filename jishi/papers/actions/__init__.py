"""Writing papers: drafting, changing, remarking; review, approval, publication; templates."""

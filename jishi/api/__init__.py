"""The public interface `/api/v1/`. Start at `screens.py`."""

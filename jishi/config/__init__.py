"""Settings, typed environment, command line and server. Start at `environment.py`."""

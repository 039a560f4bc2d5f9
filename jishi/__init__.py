"""基石 / Jishi: grassroots Party-building administration. Start at docs/architecture.md."""

__version__ = "0.1.0"

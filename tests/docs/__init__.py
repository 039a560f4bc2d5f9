"""Documents are tested like code: references are fresh, links lead somewhere, commands exist."""

"""Tables: which records are read, whose they are, which day counts. A file each."""

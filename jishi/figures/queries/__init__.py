"""Reading figures; every reader sees what was written before."""

"""Reading papers and templates."""

"""What may be done with a paper, and when."""

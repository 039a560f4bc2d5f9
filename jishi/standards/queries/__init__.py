"""Reading rounds, assessments and what proves them."""

"""Every write about standards: rounds, steps of assessments, grades and what follows from them."""

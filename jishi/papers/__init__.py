"""Papers: texts whose figures are alive, written on templates that are data, in official format.

Start at `templates.py` (what a template may hold) and `filling.py` (template + figures → text).
"""

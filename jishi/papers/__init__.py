"""Papers: texts whose figures are alive, written on templates that are data, in official format.

Start at `template.py` (what a template holds; those that come along are in `templates_of/`), then
`values.py` (the figures it asks for, read once) and `filling.py` (template + figures → text, pure).
`docx/` writes the text in official format. A paper that people write on is `models.py`.
"""

"""Texts whose figures are alive, and texts that are read.

A template (`template/`) is filled with figures (`filling/`: start at `sentences.fill`) and becomes
a paper that people write on (`models`, `actions/`), in the official format (`docx/`). A text of an
office's own is opened (`opening/`), its numbers found (`reading/`) and put to indicators
(`matching/`); it is made a template (`linking/`) or checked against the records (`checking/`).
"""

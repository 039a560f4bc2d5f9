"""The columns of each kind of table, with the words that offices put at their heads.

`tables.TABLES` gathers them by code. Aliases are written as offices write them, without the blanks,
brackets and asterisks around them: those fall away when a header is read.
"""

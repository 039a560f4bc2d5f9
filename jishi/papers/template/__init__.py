"""What a template is: blocks of sentences with chips, as data.

`shape.template_of` reads and checks one, from a file or a row; `chips` are the places of figures
in a text, `friendly` writes them by the names that people know; `shipped` are those of the system.
"""

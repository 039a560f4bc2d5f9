"""From numbers that a text says to figures that are looked up: how a finished text becomes a
template.

`from_text.draft` makes the blocks of a template out of the lines of a text; `numbers.numbers` lists
the numbers that still stand there as letters, with the indicators that may answer them; and
`numbers.linked` puts a chip where one was. Nothing here writes: the desk does.
"""

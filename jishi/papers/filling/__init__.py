"""From a template or an office's own text to a text with its figures.

`sentences.fill` is the way of a template: `values` looks everything up at once, `wording` and
`saying` put numbers into words, `ordering` numbers the headings, and what comes out is `filled`.
`refilling` fills the blanks of a text that an office has; `making` makes a .docx of either.
"""

"""From an uploaded document to its plain text; start at `open_paper(data, name)`.

A .docx is read in a process apart (`child`), bounded in memory and time, behind the gate for zip
containers; nothing in it is run, followed or fetched. A .txt is decoded, a .doc goes through
LibreOffice where there is one. What cannot be read raises `Unreadable` with what to do about it.
"""

from jishi.papers.opening.document import Opened, Unreadable, open_paper

__all__ = ["Opened", "Unreadable", "open_paper"]

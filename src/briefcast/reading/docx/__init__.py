"""Word document -> Article: parts, styles, paragraphs, and mammoth for the rest."""

from briefcast.reading.docx.document import parse_docx

__all__ = ["parse_docx"]

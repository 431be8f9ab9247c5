"""PDF with a text layer -> Article: what stands where, in what order it is read, and what each part is."""

from briefcast.reading.pdf.document import parse_pdf

__all__ = ["parse_pdf"]

"""HTML -> Article: a whole page with its furniture, or a fragment that is content throughout."""

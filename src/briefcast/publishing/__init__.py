"""Episode -> files, and a show of them -> what the web serves. Imports nothing by itself, for help must come fast."""

"""Articles, spoken."""

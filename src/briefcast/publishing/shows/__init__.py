"""A show's folder: its settings (show.toml), its identity (identity.json), its cover."""

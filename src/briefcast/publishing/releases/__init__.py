"""The episodes of a show: made, named once for ever, kept as long as the show says."""

"""A show on the local network: a web server for players, without any other."""

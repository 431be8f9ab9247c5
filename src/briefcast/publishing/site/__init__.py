"""The web site of a show: pages to listen on, without scripts if need be, and without a network."""

from briefcast.publishing.site.pages import Page, site_pages

__all__ = ["Page", "site_pages"]

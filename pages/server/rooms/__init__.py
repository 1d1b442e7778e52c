"""The routes of rooms: what students and teachers ask, and do. All are posts, so that no key is ever in an address."""

"""The catalogues of translations, one folder a language, and how they follow the texts of the sources."""

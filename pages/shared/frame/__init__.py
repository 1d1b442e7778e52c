"""The frame of every page: style, language, notices, glossary."""

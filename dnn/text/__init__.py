"""Text that is not yet in a language: messages to be translated, tables of plain characters."""

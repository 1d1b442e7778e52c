"""Drawing: colours, charts, pictures, tables, symbols."""

"""Not pages: what the pages share. The session's state, the link, controls, charts, words and colours."""

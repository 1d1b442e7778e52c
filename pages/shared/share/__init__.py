"""Links that a visitor gives away, with their QR codes."""

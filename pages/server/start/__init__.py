"""The start of the server as its operator sees it: the addresses of the app, and a QR code for a class room; also
where other machines find it."""

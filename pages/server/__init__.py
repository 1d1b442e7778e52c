"""The server beside the pages: routes for the live view, the visitor's cookie, the lifespan."""

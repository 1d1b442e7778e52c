"""What the server does beside drawing pages: routes for the live view, the visitor's cookie, the lifespan."""

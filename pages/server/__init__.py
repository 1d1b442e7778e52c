"""The server beside the pages: routes, cookie and lifespan, and what protects its visitors and itself."""

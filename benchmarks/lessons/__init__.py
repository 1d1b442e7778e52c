"""What lessons cost the browser."""

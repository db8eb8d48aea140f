"""What `make` calls, a module for each of its commands."""

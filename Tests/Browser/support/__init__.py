"""What the tests stand on: an office (Backroom with a fresh database), a shop (the sandbox), a browser."""

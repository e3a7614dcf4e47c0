"""What `page_times.py` needs: a database that is filled straight by SQL, and a browser's worth of HTTP."""

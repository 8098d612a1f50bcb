"""Files in and out, on a real station folder."""

"""Bytes to text: one module a format, every offset leads back to the source."""

"""Extractors: each reads one kind of finding out of a segmented document and knows of no other."""

"""Cue words, gazetteers and trained models as data files, with their loader."""

"""Outlines: what is said in which order. Overlays are resolved here; looks and words are not known here."""

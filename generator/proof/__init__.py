"""Printed pages measured and held against the standard: anybody's .docx or PDF. Nothing is changed or written here."""

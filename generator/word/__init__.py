"""Word documents, both ways: the clean base, the body, marks, comments and the recipe. The only `docx` and `lxml`."""

"""What voice is measured by: suites of the evaluation that need ears and a mouth, and rows of the speed table."""

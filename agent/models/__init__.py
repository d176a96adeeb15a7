"""Language models behind one port; the only place where their packages are imported."""

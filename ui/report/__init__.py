"""An interview's result for the eye: HTML pieces, plots, a page that opens offline, a PDF."""

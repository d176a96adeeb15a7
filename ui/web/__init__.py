"""The web app: one FastAPI app with the REST surface, the pages of Gradio, and the Room."""

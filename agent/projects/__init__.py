"""A résumé or write-up becomes projects to defend, and each project the challenges it will meet.

What is read is shown to the candidate, who corrects it: reading may be wrong, but never silently.
"""

from agent.projects.likely import Likely, challenges_for
from agent.projects.reading import Reading, read_projects, read_text

__all__ = ["Likely", "Reading", "challenges_for", "read_projects", "read_text"]

"""The defence of a project: how it is told, which challenges come, what holds, and how well it was defended."""

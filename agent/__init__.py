"""The interviewer. Everything outside talks to it through `agent.interview` and `agent.library`."""

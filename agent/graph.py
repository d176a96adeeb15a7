"""The graph: nodes and edges, nothing else."""

from typing import Any

from langgraph.graph import END, START, StateGraph

from agent import nodes
from agent.deps import Deps
from agent.interview_state import InterviewState

_AFTER_CHOICE = {"next": "ask", "reverse": "reverse", "debrief": "debrief"}


def after_choice(state: InterviewState) -> str:
    """Where a move leads; anything that is said on the same question is spoken."""
    return _AFTER_CHOICE.get(state.move.kind if state.move else "", "speak")


def build() -> StateGraph[InterviewState, Deps]:
    """Nodes and edges, not yet compiled."""
    graph: Any = StateGraph(InterviewState, context_schema=Deps)
    for name in ("plan", "ask", "listen", "assess", "choose", "speak", "reverse", "debrief"):
        graph.add_node(name, getattr(nodes, name))
    graph.add_edge(START, "plan")
    graph.add_edge("plan", "ask")
    graph.add_edge("ask", "listen")
    graph.add_edge("listen", "assess")
    graph.add_edge("assess", "choose")
    graph.add_conditional_edges("choose", after_choice, ["speak", "ask", "reverse", "debrief"])
    graph.add_edge("speak", "listen")
    graph.add_edge("reverse", "listen")
    graph.add_edge("debrief", END)
    return graph


def studio() -> Any:
    """The compiled graph without a saver, as LangGraph Studio wants it (see langgraph.json)."""
    return build().compile()


def mermaid() -> str:
    """The graph as a mermaid diagram."""
    return build().compile().get_graph().draw_mermaid()

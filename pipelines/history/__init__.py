"""Control history: who held which place when, and according to whom. The rules are in docs/history.md.

history = build_history(claims, documents, theatre, known_by=day)
history.at(day)["aleppo/hanano"].holder
"""

from pipelines.history.build import Archive, build_history
from pipelines.history.consistency import Comparison, compare_aggregates
from pipelines.history.evidence import Policy, PolicyError
from pipelines.history.explain import citation_chain, covers, explain

__all__ = [
    "Archive",
    "Comparison",
    "Policy",
    "PolicyError",
    "build_history",
    "citation_chain",
    "compare_aggregates",
    "covers",
    "explain",
]

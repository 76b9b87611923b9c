"""How it works, what it cannot do, what the data is and who made it."""

from __future__ import annotations

import streamlit as st

from dashboard import look, service
from dashboard.data import history_for, shared_world
from dashboard.results import digests, figures, figures_table
from dashboard.state import ViewState
from dashboard.text import CREDIBILITY, RELIABILITY, count_words, escape, plain

TITLE = "Method"

HOW = """
1. **Articles** are read as they are. Each keeps its publisher, its publication day and how that day is known.
2. **Claims** are found by rules: who gained, lost, holds, fights for or agreed to leave a named place, when.
   Each claim keeps the verbatim words, their position in the article, the control word and who is quoted.
3. **Names** are matched with the theatre's gazetteer. A name that it lacks stays a claim, off the map.
4. **Changes** follow from claims: reports of the same change that lie at most two days apart become one, with
   the days that most independent reports agree on. Copies of one report, and reports that cite the same
   source, count once.
5. **The map** draws what follows if the reports are right: on each day the last reported holder of a place.
"""

LIMITS = """
- It shows what was **reported**, not what was so. A place without a report is grey, not empty.
- A change is drawn from its earliest possible day; days on which it may not have happened yet are hatched.
- The shipped articles are five, from Press TV, Fars and agencies that repeat them. They lean to one side of
  the war, and whole weeks and places are missing.
- Rules find what they know: unusual wording, irony and images are missed.
- Boundaries are those of the sources below; a nominal extent is drawn round a known point and is no boundary.
"""


def show() -> None:
    """Draw the page."""
    world = shared_world()
    history = history_for(world, ViewState())
    tally = service.tally(world, history)
    st.title("Method: how a sentence becomes a colour")
    st.markdown(HOW)
    st.header("Limits")
    st.markdown(LIMITS)
    st.header("This data in numbers")
    reasons = ", ".join(f"{n} {reason}" for reason, n in tally.reasons) or "none"
    st.markdown(
        f"- {count_words(tally.documents, 'article')}, {tally.undated_documents} of them without a day\n"
        f"- {count_words(tally.claims, 'claim')}, {tally.unmapped} of them not on the map ({reasons})\n"
        f"- {count_words(tally.changes, 'control change')}, {tally.disputed} of them disputed\n"
        f"- {service.positioned(world.theatre)} of {count_words(len(world.theatre.places), 'place')} "
        f"of the gazetteer have a position"
    )
    for fault in world.faults:
        look.draw(f'<p class="wh-facts">Not read: {escape(fault)}</p>')
    _measured()
    st.header("Grades")
    st.markdown("Two independent halves, after the Admiralty scale.")
    left, right = st.columns(2)
    with left:
        st.table({"Source": list(RELIABILITY), "is": list(RELIABILITY.values())}, hide_index=True)
    with right:
        st.table({"Report": [str(k) for k in CREDIBILITY], "is": list(CREDIBILITY.values())}, hide_index=True)
    st.header("Data and credits")
    look.draw("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in world.theatre.attribution) + "</ul>")
    st.header("The articles")
    look.draw(
        "<ul>" + "".join(look.document_line(document) for document in world.documents.values()) + "</ul>"
    )


def _measured() -> None:
    st.header("How good the reader is")
    found = figures()
    if not found:
        look.draw(
            look.empty(
                "No measured figures ship with this copy: `python benchmarks/score_results.py` writes them."
            )
        )
        return
    st.markdown(
        "Claims found by the rules beside those that people annotated in the same articles. A claim is right when "
        "event, place, side and polarity agree."
    )
    st.dataframe(figures_table(found), hide_index=True, alt="Precision, recall and F1 for each corpus")
    names = ", ".join(f"{plain(name)} {plain(digest)}" for name, digest in digests(found))
    st.caption(
        f"Measured on (corpus, first digits of its SHA-256): {names}. The rules were made with these articles at "
        "hand: this is no forecast for others."
    )

"""The browser's door: `streamlit run app.py`. Everything that it shows is made in `dashboard`."""

from __future__ import annotations

from dashboard.shell import run

run()

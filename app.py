"""The browser's door: `streamlit run app.py`. Everything that it shows is made in `dashboard`.

Streamlit reads this file twice over: the server once, for `app`, and then for each visitor, for the page.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.files import file_routes
from dashboard.operations import check_settings, count_error, lifespan, routes
from dashboard.shell import run

if get_script_run_ctx(suppress_warning=True) is None:
    check_settings()
    app = st.App(__file__, routes=[*routes(), *file_routes()], lifespan=lifespan, on_script_error=count_error)
else:
    run()

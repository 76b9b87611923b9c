"""Streamlit pages and components; the only layer that knows Streamlit."""

"""Where streamlit starts: a folder without other pages, or it would take those for its own."""

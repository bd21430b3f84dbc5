"""The dashboard: ``streamlit run app.py``."""

from identiteitslab.dashboard.main import main

main()

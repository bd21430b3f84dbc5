"""The file that the dashboard's server hands to streamlit."""

from identiteitslab.dashboard.main import main

main()

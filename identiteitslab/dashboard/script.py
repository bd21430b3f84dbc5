"""The file that ``identiteitslab dashboard`` hands to streamlit."""

from identiteitslab.dashboard.main import main

main()

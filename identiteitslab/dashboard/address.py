"""What a reader chose, kept in the address bar: a link shows the same view to somebody else.

Moving to another page empties the address; the session remembers, and writes it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_KEPT, _WIDGET, _TIMES = "address-", "choice-", "address-times"
SEVERAL = ","
"""Stands between choices of which there may be more than one."""


def choice(name: str, options: Sequence[str], default: str) -> str:
    """Read a choice: from the address, else as last chosen; what is unknown gives the default."""
    given = st.query_params.get(name, st.session_state.get(_KEPT + name, default))
    return given if given in options else default


def written(name: str) -> str:
    """Read what stands in the address, or was last kept; whoever asks must judge it."""
    return str(st.query_params.get(name, st.session_state.get(_KEPT + name, "")))


def remember(name: str, value: str, default: str) -> None:
    """Keep a choice; the address only names what differs from the default."""
    st.session_state[_KEPT + name] = value
    if value != default:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def select(label: str, name: str, options: Mapping[str, str], default: str) -> str:
    """Let the reader choose one of some options, shown by their words."""
    ids = list(options)
    chosen = st.selectbox(
        label,
        ids,
        index=ids.index(choice(name, ids, default)),
        format_func=lambda one: options[one],
        key=_WIDGET + name,
    )
    remember(name, chosen, default)
    return chosen


def choices(name: str, options: Collection[str]) -> tuple[str, ...]:
    """Read several choices, in the order in which they are offered; what is unknown is left out."""
    given = written(name).split(SEVERAL)
    return tuple(one for one in options if one in given)


def select_several(
    label: str, name: str, options: Mapping[str, str], *, placeholder: str
) -> tuple[str, ...]:
    """Let the reader choose any number of some options, shown by their words."""
    chosen = st.multiselect(
        label,
        list(options),
        default=choices(name, options),
        format_func=lambda one: options[one],
        placeholder=placeholder,
        key=_WIDGET + name,
    )
    found = tuple(one for one in options if one in chosen)
    remember(name, SEVERAL.join(found), "")
    return found


def slide(label: str, name: str, most: int, default: int) -> int:
    """Let the reader choose a whole number from 0."""
    given = choice(name, [str(number) for number in range(most + 1)], str(default))
    key = f"{_WIDGET}{name}-{st.session_state.get(_TIMES, 0)}"
    chosen = int(st.slider(label, 0, most, int(given), key=key))
    remember(name, str(chosen), str(default))
    return chosen


def forget(names: Iterable[str]) -> None:
    """Let choices fall back to their defaults, in the address and on the page."""
    for name in names:
        st.session_state.pop(_KEPT + name, None)
        st.query_params.pop(name, None)
    # A widget keeps its value as long as its key lives.
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1

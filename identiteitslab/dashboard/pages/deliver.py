"""How do I deliver the measurements of a pilot well?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.access.rights import allow
from identiteitslab.dashboard import tray
from identiteitslab.dashboard.parts.html import join
from identiteitslab.dashboard.parts.pieces import fault_list, heading, note, section
from identiteitslab.dashboard.views import delivering, names
from identiteitslab.dashboard.views.stamp import criteria_stamp
from identiteitslab.errors import LabError
from identiteitslab.intake.marked import marked_workbook
from identiteitslab.intake.receipt import as_json, as_text
from identiteitslab.intake.template import csv_template, workbook_template
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.dashboard.session import Visit
    from identiteitslab.dashboard.tray import Choice
    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.intake.receipt import Receipt
    from identiteitslab.store.upload import Upload

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = ["xlsx", "csv", "parquet"]
ROUNDS = 9
LONGEST_REASON = 200


def render(visit: Visit) -> None:
    """Draw the steps: template, files, check, effect, receipt; then what was delivered before."""
    lang = visit.lang
    with visit.lab.store() as store:
        uploads = store.uploads()
    title, told = say("page.deliver.question", lang), say("page.deliver.conclusion", lang)
    st.html(heading(title, told))
    if visit.lab.read_only:
        st.html(note("open", say("error.lab-read-only.what", lang), " ", _repair(lang)))
    for receipt in tray.receipts():
        _receipt(receipt, lang)
    _template(visit)
    _files(visit)
    _before(visit, uploads)
    st.html(criteria_stamp(visit.lab.catalogue, visit.lab.settings.criteria, lang))


def _repair(lang: Lang) -> str:
    return say("error.lab-read-only.repair", lang)


def _receipt(receipt: Receipt, lang: Lang) -> None:
    st.html(delivering.receipt_note(receipt, lang))
    row = st.container(horizontal=True)
    name = f"ontvangstbewijs-{receipt.upload}"
    for form, data in (("txt", as_text(receipt, lang)), ("json", as_json(receipt))):
        label = say(f"page.deliver.receipt_{form}", lang)
        row.download_button(label, data, f"{name}.{form}", on_click="ignore", key=f"{name}-{form}")


def _template(visit: Visit) -> None:
    """Offer the empty workbook and table of one pilot."""
    lang, catalogue = visit.lang, visit.lab.catalogue
    st.html(section(say("page.deliver.step_template", lang)))
    own = visit.actor.gemeente
    codes = [own] if own else sorted(catalogue.gemeenten, key=lambda c: catalogue.gemeenten[c].name)
    known = names.solutions(catalogue, lang)
    first, second, third = st.columns([3, 3, 2])
    gemeente = first.selectbox(
        say("cli.explain.column_gemeente", lang),
        codes,
        format_func=lambda code: names.gemeente(catalogue, code),
        key="template-gemeente",
    )
    solution = second.selectbox(
        say("cli.column_solution", lang),
        list(known),
        format_func=lambda one: known[one],
        key="template-solution",
    )
    number = third.selectbox(
        say("page.deliver.round", lang), range(1, ROUNDS + 1), key="template-round"
    )
    name = f"{names.gemeente(catalogue, gemeente).lower()}-{solution}-{number}"
    row = st.container(horizontal=True)
    for form, make in (("xlsx", workbook_template), ("csv", csv_template)):
        row.download_button(
            say(f"page.deliver.template_{form}", lang),
            partial(make, catalogue, gemeente, solution, number, lang=lang),
            f"{name}.{form}",
            on_click="ignore",
            key=f"template-{form}",
        )


def _files(visit: Visit) -> None:
    """Take files in, check them, and offer to keep what is ready."""
    lang = visit.lang
    st.html(section(say("page.deliver.step_files", lang), say("page.deliver.limits", lang)))
    files = st.file_uploader(
        say("page.deliver.files", lang), TYPES, accept_multiple_files=True, key=tray.key()
    )
    if refused := tray.refused():
        st.html(delivering.refusal(refused, lang))
    if not files:
        return
    deliveries = tray.check(visit, files)
    st.html(section(say("page.deliver.step_check", lang)))
    ready = []
    for delivery, file in zip(deliveries, files, strict=True):
        ready += _one_file(visit, delivery, file.getvalue(), file.file_id)
    if ready:
        _confirm(visit, ready)


def _one_file(visit: Visit, delivery: Delivery, data: bytes, key: str) -> list[Choice]:
    """Show how one file came through; give it back if it can be kept."""
    lang = visit.lang
    faults, warnings = (say(f"page.deliver.{name}", lang) for name in ("faults", "warnings"))
    st.html(
        join(
            delivering.outcome(delivery, lang),
            delivering.fault_table(delivery.faults, faults, lang),
            delivering.fault_table(delivery.warnings, warnings, lang),
        )
    )
    if delivery.faults:
        st.download_button(
            say("page.deliver.marked", lang),
            partial(marked_workbook, delivery, data, lang),
            "fouten.xlsx",
            XLSX,
            on_click="ignore",
            key=f"marked-{key}",
        )
    if delivery.rejected and delivery.accepted:
        good = st.checkbox(
            say("page.deliver.keep_good", lang, count=delivery.accepted), key=f"good-{key}"
        )
        delivery = replace(delivery, keep_good_rows=good)
    if not delivery.storable:
        return []
    st.html(delivering.added_table(delivery, visit.lab.catalogue, lang))
    return [_choice(visit, delivery, key)]


def _choice(visit: Visit, delivery: Delivery, key: str) -> Choice:
    """Ask whether a delivery corrects an earlier one, if it says the same things again."""
    with visit.lab.store() as store:
        found = store.overlaps(delivery)
    if not found:
        return tray.Choice(delivery, in_place_of=None, beside=False)
    lang = visit.lang
    most = max(found, key=lambda overlap: overlap.measurements)
    words = {
        most.number: say("page.deliver.replace", lang, number=most.number),
        None: say("page.deliver.beside", lang),
    }
    told = say("page.deliver.overlap", lang, number=most.number, count=most.measurements)
    chosen = st.radio(told, list(words), format_func=lambda one: words[one], key=f"instead-{key}")
    return tray.Choice(delivery, in_place_of=chosen, beside=chosen is None)


def _confirm(visit: Visit, ready: Sequence[Choice]) -> None:
    """Show what keeping these would change, and keep them once."""
    lang = visit.lang
    st.html(section(say("page.deliver.step_confirm", lang)))
    with st.spinner(say("page.deliver.working", lang)):
        st.html(delivering.moves(tray.foresee(visit, ready), lang))
    row = st.container(horizontal=True)
    kept = row.button(say("page.deliver.keep", lang), type="primary", key="deliver-keep")
    if row.button(say("page.deliver.leave", lang), key="deliver-leave"):
        tray.empty()
        st.rerun()
    if kept:
        if faults := tray.keep(visit, ready):
            st.html(fault_list(faults, lang))
        else:
            st.rerun()


def _before(visit: Visit, uploads: Sequence[Upload]) -> None:
    """List what was delivered, and let it be withdrawn."""
    lang, catalogue = visit.lang, visit.lab.catalogue
    st.html(section(say("page.deliver.before", lang)))
    if not uploads:
        st.html(note("open", say("page.deliver.none_before", lang)))
        return
    st.html(delivering.uploads_table(uploads, catalogue, lang))
    mine = {
        one.number: delivering.pilots(one, catalogue, lang)
        for one in reversed(uploads)
        if one.active and all(allow(visit.actor, "withdraw", g) for g in one.gemeenten)
    }
    if mine:
        _withdraw(visit, mine)


def _withdraw(visit: Visit, mine: dict[int, str]) -> None:
    lang = visit.lang
    with st.expander(say("page.deliver.withdraw_title", lang)), st.form("withdraw", border=False):
        number = st.selectbox(
            say("page.deliver.which", lang), list(mine), format_func=lambda n: f"{n}: {mine[n]}"
        )
        reason = st.text_input(say("page.deliver.why", lang), max_chars=LONGEST_REASON)
        if st.form_submit_button(say("page.deliver.withdraw", lang)):
            try:
                head = visit.lab.withdraw(number, reason=reason, actor=visit.actor)
            except LabError as error:
                st.html(fault_list(error.faults, lang))
            else:
                told = say("page.deliver.withdrawn_now", lang, number=number, head=head)
                st.html(note("met", told))

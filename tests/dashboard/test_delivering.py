"""From file to receipt, run by streamlit's own test harness."""

import time

import pytest

from identiteitslab.access.claims import GEMEENTE_CLAIM, ROLE_CLAIM

BSN = (
    b"gemeente;oplossing;ronde;indicator;teller;noemer;bsn\r\n"
    b"Zwolle;klompcode;3;login-success;4;50;111222333\r\n"
)


def example(lab):
    path = next(path for path in lab.examples if path.name == "zwolle-klompcode-1.csv")
    return path.name, path.read_bytes()


def drop(page, name, data):
    return page.file_uploader[0].upload(name, data).run()


def uploads(lab):
    with lab.store() as store:
        return store.uploads()


def test_a_good_file_is_kept_once_with_a_receipt(visit, shown, own_lab):
    page = visit(own_lab, "aanleveren")
    page = drop(page, *example(own_lab))
    assert not page.exception
    assert uploads(own_lab) == ()
    assert "Er is nog niets bewaard" in shown(page)
    page.button(key="deliver-keep").click().run()
    page.run()
    (upload,) = uploads(own_lab)
    html = shown(page)
    assert f"Bewaard als aanlevering {upload.number}" in html
    with own_lab.store() as store:
        assert store.head() in html


def test_a_second_delivery_of_the_same_rows_changes_nothing(visit, shown, own_lab):
    name, data = example(own_lab)
    own_lab.add(own_lab.check(name, data))
    page = drop(visit(own_lab, "aanleveren"), name, data)
    page.button(key="deliver-keep").click().run()
    assert len(uploads(own_lab)) == 1
    assert "Bewaard als aanlevering 1" in shown(page)


def test_all_faults_are_told_at_once_and_nothing_is_kept(visit, shown, own_lab):
    name, data = example(own_lab)
    lines = data.decode("utf-8-sig").splitlines()
    lines[1] = lines[1].replace("klompcode", "klompkode")
    lines[2] = lines[2].replace("Zwolle", "Zwol")
    page = drop(visit(own_lab, "aanleveren"), name, "\r\n".join(lines).encode())
    html = shown(page)
    assert "hebben een fout" in html
    assert "rij 2" in html
    assert "rij 3" in html
    assert [b for b in page.button if b.key == "deliver-keep"] == []
    assert uploads(own_lab) == ()


def test_personal_data_is_refused_and_forgotten(visit, shown, own_lab):
    page = drop(visit(own_lab, "aanleveren"), "metingen.csv", BSN)
    html = shown(page)
    assert "Wij hebben het geweigerd en vergeten" in html
    assert "111222333" not in html
    assert "111222333" not in repr(page.session_state)
    assert uploads(own_lab) == ()


def test_a_delivery_is_withdrawn_with_a_reason(visit, shown, own_lab):
    own_lab.add(own_lab.check(*example(own_lab)))
    page = visit(own_lab, "aanleveren")
    next(t for t in page.text_input if "Waarom" in t.label).input("verkeerd bestand")
    next(b for b in page.button if b.label == "Intrekken").click().run()
    assert not page.exception
    assert "telt niet meer mee" in shown(page)
    assert [u.status for u in uploads(own_lab)] == ["withdrawn"]


@pytest.mark.parametrize("role", ["stuurgroep", "analist", "beheerder"])
def test_who_may_not_deliver_reads_why(visit, shown, own_lab, role):
    user = {ROLE_CLAIM: role, "exp": time.time() + 600}
    page = visit(own_lab, "aanleveren", user=user)
    assert not page.exception
    assert "access-deliver" in shown(page)
    assert len(page.file_uploader) == 0


def test_a_project_lead_delivers_for_the_own_gemeente_only(visit, own_lab):
    user = {ROLE_CLAIM: "projectleider", GEMEENTE_CLAIM: "GM0664", "exp": time.time() + 600}
    page = visit(own_lab, "aanleveren", user=user)
    assert page.selectbox(key="template-gemeente").options == ["Goes"]
    page = drop(page, *example(own_lab))
    assert [b for b in page.button if b.key == "deliver-keep"] == []


def test_who_signed_in_without_a_role_sees_nothing(visit, shown, lab):
    page = visit(lab, user={"exp": time.time() + 600})
    assert "access-none" in shown(page)
    assert "Dijkpas" not in shown(page)

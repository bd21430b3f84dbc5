"""The command sum: rows stay at home, and their sums count as the rows would."""

from __future__ import annotations

import sys

import pytest

pytestmark = pytest.mark.usefixtures("spark_client")


@pytest.fixture
def files(own_lab):
    return [path for path in own_lab.examples if path.suffix == ".csv"][:3]


@pytest.fixture
def spark_remote(monkeypatch):
    server = pytest.importorskip("pysail.spark").SparkConnectServer()
    server.start()
    host, port = server.listening_address
    monkeypatch.setenv("IDENTITEITSLAB_SPARK_REMOTE", f"sc://{host}:{port}")
    yield
    server.stop()


def test_sums_count_exactly_as_their_rows(ask, lab, own_lab, files, tmp_path) -> None:
    out = tmp_path / "sommen.parquet"
    ran = ask("sum", *files, "--out", out, "--lab", lab.root)
    assert ran.code == 0, ran.err
    ran = ask("add", out, "--lab", own_lab.root)
    assert ran.code == 0, ran.err
    from_sums = own_lab.measurements()[0]
    ask("withdraw", 1, "--reason", "nu de rijen", "--lab", own_lab.root)
    ask("add", *files, "--lab", own_lab.root)
    assert own_lab.measurements()[0].equals(from_sums)
    assert "deelsommen" in ask("uploads", "--lab", own_lab.root).out


def test_sums_of_sums_are_sums(ask, lab, files, tmp_path) -> None:
    parts = []
    for number, file in enumerate(files):
        parts.append(tmp_path / f"{number}.parquet")
        ask("sum", file, "--out", parts[-1], "--lab", lab.root)
    ask("sum", *files, "--out", tmp_path / "in-een-keer.parquet", "--lab", lab.root)
    ran = ask("sum", *parts, "--out", tmp_path / "in-stappen.parquet", "--lab", lab.root)
    assert ran.code == 0, ran.err
    one, two = (tmp_path / f"in-{how}.parquet" for how in ("een-keer", "stappen"))
    assert one.read_bytes() == two.read_bytes()


def test_a_cluster_gives_the_same_bytes(
    ask, lab, files, tmp_path, request: pytest.FixtureRequest
) -> None:
    command = ("sum", *files, "--lab", lab.root, "--out")
    assert ask(*command, tmp_path / "duckdb.parquet").code == 0
    request.getfixturevalue("spark_remote")
    ran = ask(*command, tmp_path / "spark.parquet")
    assert ran.code == 0, ran.err
    same = [(tmp_path / f"{engine}.parquet").read_bytes() for engine in ("duckdb", "spark")]
    assert same[0] == same[1]


def test_nothing_unchecked_or_double_becomes_a_sum(ask, lab, files, tmp_path) -> None:
    text = files[0].read_text(encoding="utf-8-sig")
    wrong, twin = tmp_path / "fout.csv", tmp_path / "dubbel.csv"
    wrong.write_text(text.replace(";ja;", ";misschien;", 1))
    twin.write_text(text)
    changed = tmp_path / "anders.csv"
    changed.write_text(text.replace(";ja;", ";nee;", 1))
    out = tmp_path / "sommen.parquet"
    for given, code in ((wrong, "cell-not-yes-no"), (twin, "sum-same"), (changed, "sum-overlaps")):
        ran = ask("sum", files[0], given, "--out", out, "--lab", lab.root)
        assert (ran.code, f"[{code}]" in ran.err) == (2, True), ran.err
        assert not out.exists()


def test_it_never_overwrites_unasked(ask, lab, files, tmp_path) -> None:
    out = tmp_path / "sommen.parquet"
    out.write_bytes(b"van een ander")
    ran = ask("sum", files[0], "--out", out, "--lab", lab.root)
    assert (ran.code, "[output-exists]" in ran.err) == (2, True)
    assert out.read_bytes() == b"van een ander"
    assert ask("sum", files[0], "--out", out, "--force", "--lab", lab.root).code == 0
    assert lab.check(out.name, out.read_bytes()).storable


def test_a_missing_spark_client_is_told(ask, lab, files, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("IDENTITEITSLAB_SPARK_REMOTE", "sc://127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "pyspark.sql.connect.session", None)
    ran = ask("sum", files[0], "--out", tmp_path / "a.parquet", "--lab", lab.root)
    assert (ran.code, "[spark-client]" in ran.err) == (2, True)
    assert "identiteitslab[spark]" in ran.err
    assert list(tmp_path.glob("*.parquet")) == []


def test_there_is_exactly_one_source(ask, lab, files, tmp_path) -> None:
    command = ("sum", "--lab", lab.root, "--out", tmp_path / "sommen.parquet")
    for source in ((), (files[0], "--table", "metingen"), ("--table", "metingen")):
        ran = ask(*command, *source)
        assert ran.code != 0
        assert "sum-source" in ran.err

"""What holds for every figure, in both languages and all themes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from identiteitslab.figures.names import clean
from identiteitslab.figures.palette import LOOKS, PALETTES, THEMES, contrast
from identiteitslab.figures.paper import lay_out
from identiteitslab.figures.scene import Axis, Bar, Dot, Line

if TYPE_CHECKING:
    from identiteitslab.figures.figure import Figure

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = (720, 360)


def parsed(figure: Figure, theme="light", width=720) -> ET.Element:
    return ET.fromstring(figure.svg(theme, width))  # noqa: S314 - our own drawing


def svg_marks(root: ET.Element) -> list[ET.Element]:
    """Give the marks: they stand in the one group of the drawing."""
    (group,) = root.findall(f"{SVG}g")
    return list(group)


def svg_values(figure: Figure, width: int) -> list[float]:
    """Read back from the pixels which values along the scale were drawn."""
    root = parsed(figure, width=width)
    ticks = figure.scene.x.ticks
    if figure.scene.x.bands:
        paper = lay_out(figure.scene, width, notice=True)
        (x0, v0), (x1, v1) = (paper.left, 0.0), (paper.left + paper.plot_width, len(ticks))
    else:
        words = {}
        for text in root.findall(f"{SVG}text"):
            if text.get("text-anchor") == "middle":
                words.setdefault(text.text, float(text.get("x")))
        (v0, first), (v1, last) = ticks[0], ticks[-1]
        x0, x1 = words[first], words[last]
    pixels = [x for mark in svg_marks(root) for x in _pixels(mark)]
    return sorted(v0 + (x - x0) / (x1 - x0) * (v1 - v0) for x in pixels)


def _pixels(mark: ET.Element) -> list[float]:
    kind, get = mark.tag.removeprefix(SVG), lambda name: float(mark.get(name))
    if kind == "polyline":
        return [float(point.split(",")[0]) for point in mark.get("points").split()]
    if kind == "polygon":
        corners = [float(point.split(",")[0]) for point in mark.get("points").split()]
        return [sum(corners) / len(corners)]
    if kind == "circle":
        return [get("cx")]
    if kind == "rect" and mark.get("stroke-width") == "2":
        return [get("x") + get("width") / 2]
    return [get("x"), get("x") + get("width")] if kind == "rect" else []


def plotly_values(figure: Figure) -> list[float]:
    drawn = json.loads(figure.plotly().to_json())["data"]
    found = []
    for trace in drawn:
        if trace["type"] == "bar":
            pairs = zip(trace.get("base", []), trace["x"], strict=True) if "base" in trace else ()
            found += [end for base, length in pairs for end in (base, base + length)]
        else:
            found += [x for x in trace["x"] if x is not None]
    return sorted(found)


def scene_values(figure: Figure) -> list[float]:
    scene = figure.scene
    found = [x for line in scene.of(Line) for x, _ in line.points]
    found += [dot.x for dot in scene.of(Dot)]
    return sorted(found + [end for bar in scene.of(Bar) for end in (bar.start, bar.end)])


@pytest.mark.parametrize("width", WIDTHS)
def test_both_drawings_put_the_same_values_on_the_scale(figure: Figure, width: int) -> None:
    wanted = scene_values(figure)
    # A tenth of a pixel, at the start and at the end of a block.
    step = 0.25 * (figure.scene.x.high - figure.scene.x.low) / (0.3 * width)
    assert wanted
    assert plotly_values(figure) == pytest.approx(wanted, abs=1e-9)
    assert svg_values(figure, width) == pytest.approx(wanted, abs=step)


def test_every_figure_asks_answers_and_explains(figure: Figure) -> None:
    assert figure.title.rstrip().endswith("?")
    for words in (figure.conclusion, figure.reading):
        assert words.strip()
        assert words.rstrip().endswith((".", "?"))
    assert "_" not in " ".join(figure.columns)


def test_the_alt_text_is_a_sentence_with_a_number(figure: Figure) -> None:
    assert re.search(r"\d", figure.alt)
    assert figure.alt.endswith(".")
    assert len(figure.alt.split()) > 5
    root = parsed(figure)
    ids = root.get("aria-labelledby").split()
    told = {e.get("id"): e.text for e in root if e.tag in (f"{SVG}title", f"{SVG}desc")}
    assert [told[i] for i in ids] == [figure.title, figure.alt]
    assert root.get("role") == "img"


def test_the_table_is_words_for_people(figure: Figure) -> None:
    table = figure.table
    assert list(table.columns) == list(figure.columns)
    assert [tuple(row) for row in table.to_numpy().tolist()] == list(figure.rows)
    assert len(set(figure.columns)) == len(figure.columns)
    assert all("nan" not in cell for row in figure.rows for cell in row)
    if figure.lang == "nl":
        assert not [c for row in figure.rows for c in row[1:] if re.fullmatch(r"-?\d+\.\d{1,2}", c)]


def test_things_drawn_in_one_way_differ_without_colour(figure: Figure) -> None:
    for kind in (Bar, Line, Dot):
        looks = {LOOKS[mark.look] for mark in figure.scene.of(kind)}
        ramp = {look for look in looks if look.colour.startswith("step-")}
        shapes = [(look.symbol, look.open, look.hatched, look.dashed) for look in looks - ramp]
        assert len(shapes) == len(set(shapes))
        if kind is Line:
            widths = {(mark.look, mark.width) for mark in figure.scene.of(Line)}
            assert len(widths) <= 4


@pytest.mark.parametrize("theme", THEMES)
def test_words_and_marks_stand_out(figure: Figure, theme) -> None:
    page, notice = PALETTES[theme]["page"], PALETTES[theme]["notice-page"]
    root = parsed(figure, theme)
    for text in root.findall(f"{SVG}text"):
        behind = notice if text.text == figure.notice else page
        assert contrast(text.get("fill"), behind) >= 4.5, text.text
    block = page
    for mark in svg_marks(root):
        if mark.tag == f"{SVG}text":
            behind = page if mark.get("text-anchor") != "middle" else block
            assert contrast(mark.get("fill"), behind) >= 4.5, mark.text
            continue
        inks = [mark.get(name) for name in ("fill", "stroke")]
        seen = [ink for ink in inks if ink and ink.startswith("#")]
        assert max(contrast(ink, page) for ink in seen) >= 3, mark.attrib
        block = inks[0] if mark.tag == f"{SVG}rect" and inks[0].startswith("#") else page


@pytest.mark.parametrize("theme", THEMES)
def test_plotly_words_and_marks_stand_out(figure: Figure, theme) -> None:
    page = PALETTES[theme]["page"]
    drawn = json.loads(figure.plotly(theme).to_json())
    layout = drawn["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == page
    for words in layout["annotations"]:
        assert contrast(words["font"]["color"], words.get("bgcolor", page)) >= 4.5
        assert words["font"]["size"] >= 14
    for axis in ("xaxis", "yaxis"):
        assert contrast(layout[axis]["tickfont"]["color"], page) >= 4.5
        assert layout[axis]["tickfont"]["size"] >= 14
    for trace in drawn["data"]:
        inks = [trace.get("marker", {}).get("color"), trace.get("line", {}).get("color")]
        inks += [trace.get("marker", {}).get("line", {}).get("color")]
        inks += [trace.get("marker", {}).get("pattern", {}).get("fgcolor")]
        assert max(contrast(ink, page) for ink in inks if ink) >= 3
        if any(trace.get("text", ())):
            assert contrast(trace["textfont"]["color"], trace["marker"]["color"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_ramp_is_ordered_without_colour_vision(theme) -> None:
    steps = [contrast(PALETTES[theme][f"step-{n}"], "#000000") for n in range(1, 6)]
    if theme == "dark":
        steps.reverse()
    assert all(later / earlier >= 1.2 for earlier, later in pairwise(steps))


def test_names_from_outside_are_only_text(figure: Figure) -> None:
    for width in WIDTHS:
        root = parsed(figure, width=width)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {
            "svg", "title", "desc", "defs", "pattern", "path", "rect", "text", "g", "polyline",
            "line", "circle", "polygon",
        }  # fmt: skip
        assert not any(name.startswith("on") for e in root.iter() for name in e.attrib)
    assert "<script" not in figure.table_html()
    assert "\u202e" not in figure.svg() + figure.table_html() + "".join(figure.columns)


def test_plotly_gets_no_markup_from_names(figure: Figure) -> None:
    drawn = figure.plotly().to_plotly_json()
    ours = re.compile(r"</?b>|<br>|<extra></extra>")
    for words in _texts(drawn):
        assert not re.search(r"[<>$]", ours.sub("", words)), words


def _texts(thing: object) -> list[str]:
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, dict):
        return [text for value in thing.values() for text in _texts(value)]
    return [t for value in thing for t in _texts(value)] if isinstance(thing, list | tuple) else []


def test_nothing_is_fetched_from_elsewhere(real_figures: list[Figure]) -> None:
    for figure in real_figures:
        drawn = figure.plotly().to_plotly_json()
        assert not {trace["type"] for trace in drawn["data"]} - {"bar", "scatter"}
        assert not {"geo", "mapbox", "map", "images"} & set(drawn["layout"])
        assert not re.search(r"//|url\(", figure.plotly().to_json())
        picture = figure.svg().replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "//" not in picture
        assert re.findall(r"url\([^)]*", picture) == re.findall(r"url\(#f[0-9a-f]{10}-\w+", picture)
        assert not re.search(r"<(style|script|image|use|foreignObject)|\sstyle=", picture)


def test_the_same_figure_gives_the_same_bytes(figure: Figure) -> None:
    for theme in THEMES:
        assert figure.svg(theme) == figure.svg(theme)
    assert figure.plotly().to_json() == figure.plotly().to_json()


def test_bytes_do_not_depend_on_the_process() -> None:
    program = (
        "from identiteitslab.figures.intervals import intervals\n"
        "import hashlib\n"
        "f = intervals(['a', 'b'], [1, 2], [3, 4], [5, 6], failed=[0, 1], lang='nl')\n"
        "print(hashlib.sha256(f.svg().encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, check=True,
            capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1


def test_two_drawings_share_no_id(named: dict[str, Figure]) -> None:
    drawings = [f.svg(theme) for f in named.values() for theme in THEMES]
    ids = [i for drawing in drawings for i in re.findall(r' id="([^"]+)"', drawing)]
    assert len(ids) == len(set(ids))


def test_made_up_data_say_so_in_both_drawings(figure: Figure, real_figures: list[Figure]) -> None:
    words = {"nl": "Voorbeeldgegevens", "en": "Example data"}[figure.lang]
    for width in WIDTHS:
        assert [t.text for t in parsed(figure, width=width).iter(f"{SVG}text")].count(words) == 1
    assert words in "".join(_texts(figure.plotly().to_plotly_json()))
    assert all(words not in one.svg() for one in real_figures)


def test_a_small_group_is_never_told(named: dict[str, Figure]) -> None:
    hidden = {"forest": "13", "trend": "13"}
    for kind, value in hidden.items():
        figure = named[kind]
        everything = [figure.alt, figure.conclusion, figure.reading]
        everything += [cell for row in figure.rows for cell in row]
        everything += _texts(figure.plotly().to_plotly_json())
        everything += [t.text or "" for t in parsed(figure).iter()]
        assert not [t for t in everything if re.search(rf"\b{value}\b", t)]
        points = [x for line in figure.scene.of(Line) for point in line.points for x in point]
        points += [x for dot in figure.scene.of(Dot) for x in (dot.x, dot.y)]
        assert 13 not in points
    assert "Kleindorp" not in named["forest"].svg() + str(named["forest"].rows)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_leaves_the_paper(figure: Figure, theme, width: int) -> None:
    root = parsed(figure, theme, width)
    wide, high = (float(part) for part in root.get("viewBox").split()[2:])
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size"))
        # The font of the project is about a tenth narrower than what is reckoned with.
        length = 0.47 * size * len(clean(text.text))
        start = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor"), 0.0)
        left = float(text.get("x")) - start * length
        assert left >= -2
        assert left + length <= wide + 2, text.text
        assert size * 0.7 <= float(text.get("y")) <= high


def test_a_notebook_shows_picture_and_table(figure: Figure) -> None:
    shown = figure._repr_html_()
    assert shown.count("<svg") == 1
    assert shown.count("<table>") == 1
    assert shown.count("<tr>") == len(figure.rows) + 1


def test_paper_can_be_too_narrow(named: dict[str, Figure]) -> None:
    with pytest.raises(ValueError, match="width is 100"):
        named["intervals"].svg(width=100)


def test_a_scene_refuses_what_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="high is 1"):
        Axis(2, 1)


def test_a_figure_draws_pictures_without_pandas_and_plotly() -> None:
    program = (
        "import sys\n"
        "from identiteitslab.figures.intervals import intervals\n"
        "intervals(['a'], [1], [3], [5], lang='nl').svg()\n"
        "assert not {'pandas', 'plotly'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

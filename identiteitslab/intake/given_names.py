"""Given names that are common in the Netherlands, to tell a person from a place or a product.

Left out on purpose: names that are also ordinary Dutch words (mark, roos, mei, linde).
"""

from __future__ import annotations

import re
from itertools import pairwise

_NAMES = """
    aad adriaan agnes ahmed albert alexander ali alice amina amir andre anita anja anna anne
    annelies annemarie annie ans anton arie arjan arnold astrid ayse barbara bart bas bernard bert
    bianca bram brenda carla carlo caroline catharina chantal charlotte chris christiaan christina
    claudia cor cornelis corrie daan daniel danny david debbie dennis diana dick dirk edwin eline
    elisabeth ellen els emma eric erik erwin esther eva evelien fatih fatima femke floor floris
    frank frans fred frits gerard gerda gerrit gert greet guus hanna hannah hans harm harry hassan
    heleen henk herman hugo ibrahim ilse inge ingrid irene iris isabel jaap jacob jacqueline jan
    janneke jasper jelle jeroen jesse joanna johan johanna johannes john joke jolanda joop joost
    joris jos jose judith julia jurgen karel karin kees kelly kevin khadija kim klaas koen koos
    lars laura leen lena leo lia lieke lies linda lisa lisette loes lotte louis luc lucas maaike
    maarten manon marcel marco margriet maria marian marianne marie marieke marijke mario marjan
    marjolein marleen marlies martijn martin martine mathijs mehmet melissa merel michael michel
    michelle mieke mike milan mohamed mohammed monique mustafa nadia naomi natasja nel nicole
    niels nienke noah noor olga omar patricia patrick paul paula peter petra piet pieter pim
    rachid ralph ramon rene richard rick rita rob robert robin roel ronald rosa ruben rudi ruud
    sabine samantha samir sander sandra sanne sara sarah saskia sebastiaan serge silvia simon
    simone sjaak sjoerd sofie sophie stefan stephan steven susan suzanne sven sylvia tamara tanja
    teun theo thijs thomas tim timo tineke tom toon trudy truus ursula vera vincent walter wendy
    wesley wibo willem wilma wim wouter xander yasmin youssef yusuf yvonne zeynep
"""

GIVEN_NAMES = frozenset(_NAMES.split())
_BETWEEN = re.compile(r"[\W_]+")
_PARTICLES = frozenset({"van", "de", "den", "der", "ten", "ter", "el", "al", "bin", "ben"})
_FAMILY = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,}")


def names_person(text: str, ordinary: frozenset[str]) -> bool:
    """Tell whether a text holds a given name with a family name behind it, not an ordinary word."""
    words = [word for word in _BETWEEN.split(text) if word.casefold() not in _PARTICLES]
    return any(
        first.casefold() in GIVEN_NAMES
        and first[:1].isupper()
        and _FAMILY.fullmatch(second) is not None
        and second.casefold() not in ordinary
        for first, second in pairwise(words)
    )

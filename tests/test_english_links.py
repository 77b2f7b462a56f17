"""English constructions that part a deed from its parties: other clauses, pronouns, places, unknown names."""

import pytest
from told import told

from eventcoder.pipeline import load_tools

CLAUSES = [
    ("Togo's king was deposed by Beninese officers, who accused him of theft.", "BEN 11 TGO"),
    ("The premier of Malta appealed for talks with Libya after Tunisia closed the port.", "MLT 02 LBY"),
    ("Fiji broke off ties with Tonga in May, accusing it of theft; the two presidents embraced.", "FJI 11 TON"),
    ("Iran threatened to leave the treaty unless Britain lifted its sanctions.", "IRN 13 GBR"),
    ("Latvia shut the port at the request of Estonia.", "EST 02 LVA"),
    ("Kenya ignored calls by Uganda to open the border.", "UGA 02 KEN"),
    ("The Danish voted to ban beef, a move condemned by Ireland.", "IRL 11 DNK"),
    ("Brazil was the first country to recognise Palau.", "BRA 05 PLW"),
    ("Benin and Togo have accused each other of spying.", "TGO 11 BEN"),
    ("Niger's police are investigating claims that Malian soldiers robbed a bank.", "NER 09 MLI"),
    ("Gunmen attacked a bus carrying Chinese engineers.", "UAF 19 CHN"),
    ("Cuba refused to let Haitian sailors land.", "CUB 12 HTI"),
    ("Angolan soldiers killed Ruben Faro and two Namibian farmers.", "AGO 19 NAM"),
    ("Two Chadian soldiers died in an ambush by Libyan rebels.", "LBY 19 TCD"),
]
PARTIES = [
    ("There were protests in Lima.", "PER 14 -"),
    ("Riots broke out across Jamaica.", "JAM 14 -"),
    ("Norwegian police arrested Tore Bakkevik.", "NOR 17 NOR"),
    ("Ghana expelled the UN envoy, accusing him of spying.", "GHA 11 IGO"),
    ("The Kenyan army said it had attacked Somalia.", "KEN 19 SOM"),
    ("Colombian rebels arrested two Dutch tourists.", "COL 18 NLD"),
]
NOTHING = [
    "The bank was robbed at the end of the protest season.",
    "Lima protests its innocence.",
    "The Norwegian praised Harmony, a brand of soap.",
    "The friends accused each other.",
]


@pytest.fixture(scope="module")
def coded():
    tools = load_tools("cameo", "rule", ["en"])
    return lambda text: told(text, "en", tools)


@pytest.mark.slow
@pytest.mark.parametrize(("text", "told"), [*CLAUSES, *PARTIES])
def test_parties_are_found_in_other_clauses_and_phrases(coded, text, told):
    assert told in coded(text)


@pytest.mark.slow
@pytest.mark.parametrize("text", NOTHING)
def test_traps_of_these_constructions_yield_nothing(coded, text):
    assert not {e for e in coded(text) if "-" not in e.split()}

"""Plain English news sentences of our own, by class of construction, with the root and countries each must give."""

from datetime import date

import pytest
from told import shown, told

from eventcoder.pipeline import load_tools

RECIPROCAL = [
    ("Colombia signed a peace deal with the FARC.", {"COL 05 COL"}),
    ("Gabon and Benin broke off talks.", {"GAB 16 BEN", "BEN 16 GAB"}),
    ("Gabon broke diplomatic relations with Benin.", {"GAB 16 BEN"}),
    ("Tajikistan and Uzbekistan traded accusations over water.", {"TJK 11 UZB", "UZB 11 TJK"}),
    ("Ethiopia and Eritrea exchanged heavy artillery fire.", {"ETH 19 ERI", "ERI 19 ETH"}),
    ("Kenya's rival parties resumed talks on a power-sharing deal.", {"KEN 04 KEN"}),
    ("Cyprus's rival leaders met for two hours.", {"CYP 04 CYP"}),
]
EVENT_NOUNS = [
    ("Clashes broke out between police and demonstrators in Athens.", {"GRC 14 GRC"}),
    ("Fighting resumed on Tuesday between Congolese troops and Rwandan rebels.", {"COD 19 RWA", "RWA 19 COD"}),
    ("The rally's end disappointed nobody.", set()),
]
AHEAD = [
    ("Ghana's president is set to visit Togo next week.", {"GHA 03 TGO"}),
    ("The Malian president is due to hold talks with the Nigerien president.", {"MLI 03 NER", "NER 03 MLI"}),
    ("Two Maltese ships are expected to sail on Friday.", set()),
]
HARM = [
    ("Tamil Tiger rebels ambushed a bus near Colombo, killing 24 civilians.", {"LKA 19 LKA"}),
    ("Two suspected Basque separatists were arrested by French police.", {"FRA 17 ESP"}),
]
PARTIES = [
    ("Canada apologised to indigenous people.", {"CAN 05 CAN"}),
    ("The UN refugee agency said it had begun airlifting tents to Georgia.", {"IGO 07 GEO"}),
    ("Syria has refused to allow Danish doctors to visit the camp.", {"SYR 12 DNK"}),
    ("The Chadian minister's visit angered Sudan.", {"SDN 11 TCD"}),
    ("Russia warned NATO against admitting Ukraine.", {"RUS 13 IGO"}),
    ("Danish Foreign Minister Per Stig Moeller praised Iran.", {"DNK 05 IRN"}),
    ("Zambia's government offered to mediate between Zimbabwe's rival parties.", {"ZMB 03 ZWE"}),
    ("She criticized Iran.", {"- 11 IRN"}),
    ("It criticized nobody in Iran.", set()),
]
WORDS = [
    ("Egypt condemned the Libyan raid, calling it a flagrant violation of the law.", {"EGY 11 LBY", "LBY 19 -"}),
    ('"We will never recognise Kosovo," the Serbian president said.', {"SRB 12 XKX"}),
    ("The Peruvian government dismissed the Chilean claim as baseless.", {"PER 12 CHL"}),
    ("The army seized power in Guinea.", {"GIN 17 GIN"}),
    ("Japan added two Syrian officials to its blacklist.", {"JPN 16 SYR"}),
    ("Human rights groups urged Gabon to end the abuses.", {"GAB 02 GAB"}),
    ("A Chadian helicopter was shot down over Sudan.", {"- 19 TCD"}),
    ("Peruvian senators voted to impose sanctions on Chile.", {"PER 16 CHL"}),
]
NOTHING = [
    ("A bus plunged into a river in Peru, killing at least 20 people.", set()),
    ("An earthquake measuring 6.1 struck eastern Indonesia on Monday.", set()),
    ("Voters in Serbia went to the polls on Sunday to elect a new parliament.", set()),
    ("Australia defeated India by five wickets in Melbourne.", set()),
]


@pytest.fixture(scope="module")
def tools():
    return load_tools("cameo", "rule", ["en"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [*RECIPROCAL, *EVENT_NOUNS, *AHEAD, *HARM, *PARTIES, *WORDS, *NOTHING],
    ids=shown,
)
def test_root_and_countries(text: str, expected: set[str], tools) -> None:
    assert told(text, "en", tools, date(2008, 5, 12)) == expected

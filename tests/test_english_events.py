"""English sentences of our own, by class of construction, with the root and countries a trained coder gives them."""

from datetime import date

import pytest
from told import shown, told

from eventcoder.pipeline import load_tools

VERDICTS = [
    ("Chavez called the American invasion illegal.", {"VEN 11 USA"}),
    ("France said the American decision was a mistake.", {"FRA 11 USA"}),
    ("Rice described Belarus as an outpost of tyranny.", {"USA 11 BLR"}),
    ("Kerry said Bush misled the American people.", {"USA 11 USA"}),
    ("The general called Syria's decision a positive step.", set()),
    ("Norway said the Russian decision was not a mistake.", set()),
    ("Malta said it was shameful that Libya ignored the boat.", {"MLT 11 LBY"}),
    ("The frost was a disaster for Chile.", set()),
]
IDIOMS = [
    ("Putin has given his blessing to the Polish plan.", {"RUS 05 POL"}),
    ("The Kremlin poured cold water on the Danish proposal.", {"RUS 12 DNK"}),
    ("Jordan's king has thrown his weight behind the Egyptian plan.", {"JOR 05 EGY"}),
    ("Beijing has turned up the heat on Hanoi.", {"CHN 10 VNM"}),
    ("The Saudis are footing the bill for the Egyptian army.", {"SAU 07 EGY"}),
    ("Fidel Castro railed against Spain.", {"CUB 11 ESP"}),
    ("Oman said no to the Yemeni proposal.", {"OMN 12 YEM"}),
    ("Russia cut off gas supplies to Ukraine.", {"RUS 16 UKR"}),
    ("Chinese coast guard ships rammed a Vietnamese fishing boat.", {"CHN 19 VNM"}),
    ("Uzbek troops mowed down protesters in Andijan.", {"UZB 19 UZB"}),
    ("The cook poured cold water on the rice.", set()),
]
DEMANDS = [
    ("Austria wants Hungary to release the prisoners.", {"AUT 10 HUN"}),
    ("Kenya told Somalia to withdraw its troops.", {"KEN 10 SOM"}),
    ("Somalia ordered the Kenyan ambassador to leave.", {"SOM 17 KEN"}),
    ("Austria wants to sleep.", set()),
    ("The Icelandic parliament voted against sending troops to Kosovo.", {"ISL 12 XKX"}),
]
QUOTATIONS = [
    ('"We will support Uruguay," said the Bolivian vice-president.', {"BOL 03 URY"}),
    ('"Peru must pull back," added the Chilean defence minister.', {"CHL 10 PER"}),
    ('"I shall visit Bamako," announced Abdoulaye Wade.', {"SEN 03 MLI"}),
    ("Senegal rejected the Malian offer, said a Senegalese diplomat.", {"SEN 12 MLI"}),
    ('"We will strike Syria if it arms them," warned the Jordanian king.', {"JOR 13 SYR"}),
    ('"A fine day," said the Peruvian fisherman.', set()),
]
ARGUMENTS = [
    # who does it stands after the place, and the parser hangs it on the verb
    ("The storm delayed a visit to Sri Lanka by Norwegian Foreign Minister Jan Petersen.", {"NOR 04 LKA"}),
    ("Kumaratunga's India tour ended on Sunday.", {"LKA 04 IND"}),
    # who acts on the occasion of a meeting is a party of it
    ("After talks with the Chadian president in Paris, the Danish minister left.", {"DNK 04 TCD", "TCD 04 DNK"}),
    # the preposition shows that "mortar" is no verb
    ("British forces came under mortar fire in Basra.", {"- 19 GBR"}),
    ("The US Marines took most of Mosul.", {"USA 19 IRQ"}),
    ("The Marines have pulled out of Falluja.", {"USA 08 IRQ"}),
    # a role noun before a name is one party with it, and a distance is none
    ("The former Kenyan leader Mwai Kibaki praised Malawi.", {"KEN 05 MWI"}),
    ("The Council of Muslim clerics in Ramadi, 100 km west of Baghdad, praised Oman.", {"IRQ 05 OMN"}),
    # an infinitive that asks is no purpose, and what was before is no party
    ("Portugal praised Angola after the attack on Chad.", {"PRT 05 AGO", "- 19 TCD"}),
    ("Three Danish soldiers were killed when a bus plunged into a ravine.", set()),
    ("Norway denied reports that Sudan had attacked Chad.", {"NOR 01 SDN"}),
]
MODALITY = [
    ("The Houthis claimed to have shot down a Saudi helicopter.", {"YEM 19 SAU"}),
    ("Eritrea is believed to have supplied rockets to Djibouti.", {"ERI 07 DJI"}),
    ("Zambian police used tear gas to disperse the crowd and arrested 30 people.", {"ZMB 17 ZMB"}),
    ("Zambian police will use tear gas to disperse protesters.", {"ZMB 13 ZMB"}),
    ("Kenya did not allow Somalia to open an embassy.", {"KEN 12 SOM"}),
    ("Should Chad attack Sudan, the border will close.", set()),
    ("Before you attack Chad, think twice.", set()),
    ("Not even Kenya attacked Somalia.", set()),
    ("The Kenyan army wants agents willing to praise Somalia.", set()),
    ("The Kenyan minister resigned in March 2003.", set()),
    ("Syria is surrounded by Turkey and Iraq.", set()),
    ("China is furious that Japan has closed the strait.", {"CHN 11 JPN"}),
]
PRONOUNS = [
    # "him" is a person other than the subject
    (
        "The Polish president met the Latvian minister and accused him of lying.",
        {"POL 04 LVA", "LVA 04 POL", "POL 11 LVA"},
    ),
    ("Someone in the Chinese army praised Laos.", {"CHN 05 LAO"}),
]
PEOPLE = [
    ("Wolfowitz and Feith met the Turkish prime minister.", {"USA 04 TUR", "TUR 04 USA"}),
    ("Zarqawi threatened Jordan.", {"IRQ 13 JOR"}),
    ("The Coalition Provisional Authority thanked Japan.", {"USA 05 JPN"}),
    ("Rove criticized France.", {"USA 11 FRA"}),
]


@pytest.fixture(scope="module")
def tools():
    return load_tools("cameo", "rule", ["en"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [*VERDICTS, *IDIOMS, *DEMANDS, *QUOTATIONS, *ARGUMENTS, *MODALITY, *PRONOUNS, *PEOPLE],
    ids=shown,
)
def test_root_and_countries(text: str, expected: set[str], tools) -> None:
    assert told(text, "en", tools, date(2004, 11, 1)) == expected

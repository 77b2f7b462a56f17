"""Turkish sentences of our own, plain ones of the wires, by construction, with the root and countries of each event."""

from datetime import date

import pytest
from told import shown, told

from eventcoder.pipeline import Tools, load_tools

pytestmark = pytest.mark.slow

PEOPLE = [
    ("İran'da üç Amerikalı gözaltına alındı.", {"- 17 USA"}),
    ("Nepal'de Maocu isyancılar silah bıraktı.", {"NPL 08 -"}),
    ("Tamil gerillaları ordu mevzilerine saldırdı.", {"LKA 19 LKA"}),
    ("Amerikan askerleri Irak'ta yanlışlıkla üç sivili öldürdü.", {"USA 19 IRQ"}),
    ("Yüzlerce Pakistanlı avukat, Müşerref'in istifası için yürüyüş yaptı.", {"PAK 14 -"}),
    ("Cumhurbaşkanı Gül, Kazakistan'ı ziyaret etti.", {"TUR 04 KAZ"}),
    ("Papa, Lübnanlı Hristiyanlara destek verdi.", {"VAT 05 LBN"}),
]
ARGUMENTS = [
    ("Suudi Arabistan, Lübnan'a 1 milyar dolar yardım yapacağını açıkladı.", {"SAU 03 LBN"}),
    ("İsrail, Suriye'yi Hizbullah'a silah vermemesi konusunda uyardı.", {"ISR 01 SYR"}),
    ("Rusya, Gürcistan'dan askerlerini çekmeyi kabul etti.", {"RUS 03 GEO"}),
    ("Myanmar, BM özel temsilcisinin ülkeye girişine izin verdi.", {"MMR 08 IGO"}),
    ("Filistin lideri Abbas, İsrail'in yerleşim birimi inşa etmesini eleştirdi.", {"PSE 11 ISR"}),
    ("Gürcistan, Rusya'ya ait insansız hava aracını düşürdü.", {"GEO 19 RUS"}),
    ("NATO Genel Sekreteri, Rusya'nın Gürcistan'daki operasyonunu eleştirdi.", {"IGO 11 RUS", "RUS 19 GEO"}),
    ("Avrupa Birliği dışişleri bakanları, Lüksemburg'da Belarus'a yaptırım kararı aldı.", {"IGO 16 BLR"}),
    ("Gazze'den İsrail'e üç roket atıldı.", {"PSE 19 ISR"}),
]
PHRASES = [
    ("ABD, Venezuela'nın üç diplomatını istenmeyen kişi ilan etti.", {"USA 17 VEN"}),
    ("Tayland'da olağanüstü hal ilan edildi.", {"- 17 THA"}),
    ("Sovyetler Birliği, Küba'ya füze yerleştirdi.", {"RUS 15 CUB"}),
    ("Hamas, İsrail'le ateşkesi sona erdirdiğini açıkladı.", {"PSE 16 ISR"}),
    ("İsveç, Afganistan'a yapılan kalkınma yardımını kesti.", {"SWE 16 AFG"}),
    ("Güney Osetya'daki Rus birlikleri geri çekilmeye başladı.", {"RUS 08 -"}),
]
HEADLINES = [
    ("Irak'ta çifte bombalı saldırı: 40 ölü", {"- 18 IRQ"}),
    ("Ankara'dan Bağdat'a nota", {"TUR 11 IRQ"}),
    ("Ahmedinejad'dan İsrail'e sert sözler", {"IRN 11 ISR"}),
    ("Rusya'dan Gürcistan'a ambargo", {"RUS 16 GEO"}),
]
NOTHING = [
    ("Türkiye, Hırvatistan'ı penaltılarla yenerek yarı finale yükseldi.", set()),
    ("Çin'de meydana gelen depremde 10 bin kişi öldü.", set()),
    ("Yunanistan'daki orman yangınları kontrol altına alındı.", set()),
    ("Tony Blair, Ortadoğu Dörtlüsü'nün temsilciliğine atandı.", set()),
]


@pytest.fixture(scope="module")
def tools() -> Tools:
    return load_tools("cameo", "rule", ["tr"])


@pytest.mark.parametrize(("text", "expected"), [*PEOPLE, *ARGUMENTS, *PHRASES, *HEADLINES, *NOTHING], ids=shown)
def test_codes_a_plain_sentence(tools: Tools, text: str, expected: set[str]) -> None:
    assert told(text, "tr", tools, date(2008, 5, 12)) == expected

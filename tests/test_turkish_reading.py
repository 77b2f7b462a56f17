"""Who does what to whom in Turkish news: a class of construction a table, each with (text, events)."""

import pytest

from eventcoder.pipeline import Tools, load_tools, process
from eventcoder.types.text import Document

pytestmark = pytest.mark.slow

Tuples = list[tuple[str, str, str]]

ENCLOSED = [
    ("Bulgaristan'ın Sırbistan'ı işgali uzun sürdü.", [("BGR", "192", "SRB")]),
    ("Fransa, bağımsız bir Arnavutluk kurma planını reddetti.", [("FRA", "120", "ALB")]),
    ("Polonya'nın Belarus sınırına asker yığması Litvanya'nın tepkisini çekti.",
     [("POL", "154", "BLR"), ("LTU", "111", "POL")]),
]  # fmt: skip
SUFFERED = [
    ("Saldırıda üç Kanadalı gazeteci öldü.", [("", "190", "CANMED")]),
    ("Suikast girişiminden kurtulan Peru Devlet Başkanı konuştu.", [("", "185", "PERGOV")]),
    ("Depremde üç Kanadalı gazeteci öldü.", []),
]
TIMES = [
    ("Sarkozy pazartesi günü Cezayir'e gidecek.", [("FRAGOV", "036", "DZA")]),
    ("Japonya 1945'te teslim oldu.", [("JPN", "0874", "")]),
]
NAMED_EVENTS = [
    ("İsveç ile Rusya arasında Paris Antlaşması imzalandı.", [("SWE", "057", "RUS"), ("RUS", "057", "SWE")]),
]
JOINED = [
    ("Gana ile Nijerya, Liberya'ya bin asker vaat etti.", [("GHA", "030", "LBR"), ("NGA", "030", "LBR")]),
    ("Yunanistan da, Bulgaristan da Arnavutluk'u kınadı.", [("GRC", "111", "ALB"), ("BGR", "111", "ALB")]),
]
UNREAL = [
    ("Yunanistan'ın adadan çekilme seçeneği konuşuldu.", []),
    ("Şirket, Fransız yolculardan ücret talep edip etmeyeceğini bilmiyor.", []),
    ("Yunan komutan, Türklerin teslim olacağını düşündü.", []),
    ("Perulu işçilerle görüşmek isteyen gazeteciler bekledi.", []),
]
DECLINED = [
    ("Norveç, Afganistan'dan çekilmeyeceğini açıkladı.", [("NOR", "1246", "AFG")]),
    ("Küba, Kolombiya'nın taleplerini yerine getirmedi.", [("CUB", "120", "COL")]),
    ("Küba, Kolombiya'ya saldırmayacağını açıkladı.", []),
]
ANNOUNCED = [
    ("Kanada, Haiti'ye yaptırım uygulanacağını bildirdi.", [("CAN", "1312", "HTI")]),
]
WHOSE = [
    ("Dışişleri Bakanlığı, Yunanistan'ı suçladı.", [("TURGOV", "112", "GRC")]),
    ("İçişleri Bakanı Suriye'ye gitti.", [("TURGOV", "042", "SYR")]),
    ("Norveç, öldürülen diplomatlarının katillerini arıyor.", [("", "180", "NORGOV")]),
    ("Fransa, Çad'daki darbe girişimini kınadı.", [("FRA", "111", "TCD")]),
]
HISTORY = [
    ("Napolyon, Prusya'yı işgal etti.", [("FRAGOV", "192", "DEU")]),
    ("Kartacalılar Roma Cumhuriyeti'ne saldırdı.", [("TUN", "190", "ITA")]),
    ("Kral III. George, Fransa'ya savaş ilan etti.", [("GBRGOV", "190", "FRA")]),
    ("Bizans ordusu Sasanilere yenildi.", [("IRN", "190", "TURMIL")]),
]

REVERSED = [
    ("Moğolistan, IMF'den kredi aldı.", [("IGOIMF", "071", "MNG")]),
    ("Belarus'un kararı Litvanya'da kaygı uyandırdı.", [("LTU", "110", "BLR")]),
    ("Kanadalı askerler esir alındı.", [("", "173", "CANMIL")]),
    ("Peru'nun Şili'den çekilmesi istendi.", [("", "1056", "PER")]),
    ("Nikaragua, Peru'yla ilişkilerini dondurdu.", [("NIC", "160", "PER")]),
    ("Umman, Katarlılarla Bahreynliler arasında arabuluculuk yaptı.", [("OMN", "045", "QAT"), ("OMN", "045", "BHR")]),
    ("Kanada hükümeti, öğrencilere 100 milyon dolar verdi.", [("CANGOV", "071", "CANEDU")]),
    ("Fransa'da cumhurbaşkanı başbakanı azletti.", [("FRAGOV", "172", "FRAGOV")]),
]
NO_EVENTS = [
    ("Kralı öldürmekten daha kolay bir yol vardı.", []),
    ("Fransız bakan, İtalyan ressamın doğru yaptığını savundu.", []),
    ("Komutan, tribündeki koltuğu işgal etti.", []),
    ("Rus turist sayısı geçen yıl Antalya'da arttı.", []),
    ("Kanadalı turistler otelden tahliye edildi.", []),
    ("Norveç hükümetinin parlamentoya danışması gerekiyor.", []),
]
ASKED = [
    ("Norveç, Letonya'ya sessiz kalmasını tavsiye etti.", [("NOR", "020", "LVA")]),
    ("Sudan, Çad'ın birliklerini çekmesi gerektiğini söyledi.", [("SDN", "1056", "TCD")]),
    ("Ürdün kralı, Putin'i telefonla arayarak yardım istedi.",
     [("JORGOV", "041", "RUSGOV"), ("JORGOV", "023", "RUSGOV")]),
]  # fmt: skip
ISSUED = [
    ("Uruguay, Paraguay'ı kınayan bir bildiri yayımladı.", [("URY", "111", "PRY")]),
    ("Kosova'yı tanıyan ilk ülke Fiji oldu.", [("FJI", "054", "XKX")]),
    ("Peru, Şili'nin hazırladığı planı reddetti.", [("PER", "120", "CHL")]),
    ("Çad, Nijer'e taziye mesajı gönderdi.", [("TCD", "018", "NER")]),
    ("Fransız bakan, Küba gezisinin son gününde Çin'i eleştirdi.",
     [("FRAGOV", "042", "CUB"), ("FRAGOV", "111", "CHN")]),
]  # fmt: skip
SHARED = [
    ("Belçika, Katar'la yapılan anlaşmayı feshetti.", [("BEL", "160", "QAT")]),
    ("Kenya ile Uganda'nın görüşmesi Nairobi'de başladı.", [("UGA", "040", "KEN"), ("KEN", "040", "UGA")]),
    ("Türk heyeti, Mısır ordusunun saldırısına maruz kaldı.", [("EGYMIL", "190", "TURGOV")]),
    ("Norveç'in kararı Estonya'yı kızdırdı.", [("EST", "111", "NOR")]),
]
BOUNDS = [
    ("Macron gelecek ay Kenya'yı ziyaret edecek.", [("FRAGOV", "036", "KEN")]),
    ("Kanada kadınlara oy hakkı tanıdı.", [("CAN", "0833", "CANCVL")]),
    ("Bulgarlar Bizanslıları mağlup etti.", [("BGR", "190", "TUR")]),
    ("Bir bakan gelecek ay emekli olacak.", []),
]


@pytest.fixture(scope="module")
def tools() -> Tools:
    """Load the shipped codebook and the rule coder once."""
    return load_tools("cameo", "rule")


@pytest.mark.parametrize(
    ("text", "events"),
    ENCLOSED
    + SUFFERED
    + TIMES
    + NAMED_EVENTS
    + JOINED
    + UNREAL
    + DECLINED
    + ANNOUNCED
    + WHOSE
    + HISTORY
    + REVERSED
    + ASKED
    + ISSUED
    + SHARED
    + BOUNDS
    + NO_EVENTS,
)
def test_turkish_construction(tools: Tools, text: str, events: Tuples) -> None:
    """The sentence gives these events and no others."""
    found = process([Document("d", text, "d", language="tr")], tools).events
    codes = [(e.source.code if e.source else "", e.code, e.target.code if e.target else "") for e in found]
    assert sorted(codes) == sorted(events)

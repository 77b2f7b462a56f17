"""Plain Arabic sentences of our own, by class of construction, with root and countries as a trained coder sees them."""

from datetime import date

import pytest
from told import shown, told

from eventcoder.pipeline import load_tools

PHRASES = [
    # two people with office and name, one after the other
    ("التقى الرئيس النيجيري عمر يارادوا الرئيس الغاني جون كوفور في أكرا.", {"NGA 04 GHA", "GHA 04 NGA"}),
    ("اعتقلت السلطات الكينية عددا كبيرا من الصوماليين.", {"KEN 17 SOM"}),
    # doer and undergoer are both indefinite
    ("هاجمت زوارق إريترية مراكز للجيش اليمني.", {"ERI 19 YEM"}),
    ("أسر مقاتلون تشاديون جنودا سودانيين.", {"TCD 18 SDN"}),
    # a country is followed by a noun with the article, not by an adjective
    ("أغلقت الجزائر المعابر مع المغرب.", {"DZA 19 MAR"}),
    ("قتل مسلحون ضابطا في الشرطة الأوغندية.", {"UAF 18 UGA"}),
    ("أدانت النرويج أوضاع حقوق الإنسان في بيلاروسيا.", {"NOR 11 BLR"}),
]
NAMES = [
    ("استقبل البابا بيوس الثاني عشر الرئيس الكوبي.", {"VAT 04 CUB"}),
    ("اتهمت تشاد الرئيس السوداني عمر البشير بالكذب.", {"TCD 11 SDN"}),
    # a particle is cut off the article even where a party's name holds the same word
    ("توصلت الحكومة الغانية والمعارضة إلى اتفاق.", {"GHA 05 GHA"}),
    ("سحبت بيرو سفيرها لدى الإكوادور.", {"PER 16 ECU"}),
]
CLAUSES = [
    ("عاد الرئيس الكيني من كمبالا حيث التقى الرئيس الأوغندي.", {"KEN 04 UGA", "UGA 04 KEN"}),
    ("مدريد ولشبونة تستأنفان تعاونهما العسكري.", {"ESP 06 PRT", "PRT 06 ESP"}),
    ("قتل الجيش الكيني عشرين متمردا من حركة الشباب الصومالية.", {"KEN 18 SOM"}),
    ("زار وزير الخارجية الهندي إسلام أباد.", {"IND 04 PAK"}),
    ("قام وفد من حركة حماس بزيارة إلى أنقرة.", {"PSE 04 TUR"}),
    ("أعلنت النرويج استئناف مساعداتها لزامبيا.", {"NOR 07 ZMB"}),
    ("اعتقلت السلطات الكينية صوماليين للاشتباه بضلوعهم في قتل سياح إيطاليين.", {"KEN 17 SOM"}),
]
CROWDS = [
    ("فرقت الشرطة الكينية مظاهرة طلابية في نيروبي.", {"KEN 17 KEN"}),
    ("خرج المئات في مسيرة في دكار احتجاجا على الغلاء.", {"SEN 14 -"}),
]
WORDS = [
    ("تلقى الرئيس السنغالي اتصالا هاتفيا من ملك المغرب.", {"SEN 04 MAR", "MAR 04 SEN"}),
    ("نصب متمردون صوماليون كمينا للجيش الكيني.", {"SOM 19 KEN"}),
    ("هددت روسيا بقطع الغاز عن ليتوانيا.", {"RUS 13 LTU"}),
    ("أصدر القضاء الإسباني مذكرة توقيف بحق ضابط رواندي.", {"ESP 11 RWA"}),
    ("استبعدت كينيا إجراء مفاوضات مع الصومال.", {"KEN 12 SOM"}),
    ("استبعد وزير كيني وقوع هجوم صومالي على أوغندا.", set()),
    ("قال متحدث باسم الجيش الكيني إن الجنود قتلوا ثلاثة صوماليين.", {"KEN 18 SOM"}),
]

FORMS = [
    # the nominative dual before its genitive is no accusative
    ("التقى وزيرا خارجية النمسا وبولندا في فيينا.", {"AUT 04 POL", "POL 04 AUT"}),
    ("تبادل الجيشان الأرميني والأذري القصف المدفعي.", {"ARM 19 AZE", "AZE 19 ARM"}),
    # a masdar behind a ruling verb and its subject, though written as a perfect
    ("اقترح نائب نرويجي طرد السفير البلغاري.", {"NOR 02 BGR"}),
    ("استقال الضابط بسبب رفضه قتل متظاهرين.", {"MIL 12 CVL"}),
    # perfects behind "since" and "after that"
    ("يعمل البرلمان من المطار منذ احتل متظاهرون بلغار مقره.", {"BGR 14 -"}),
    ("غادر السفير بعد أن قصفت كينيا الصومال.", {"KEN 19 SOM"}),
    # the other side of the fight in which somebody was killed; a bare direction is a place
    ("قتل ثلاثة مسلحين في اشتباك مع الجيش السنغالي.", {"SEN 18 UAF"}),
    ("قتل جنديان بلجيكيان شرق تشاد.", {"- 18 BEL"}),
    # a topic that a pronoun takes up; a neighbour before its name; "and" cut off a word of names
    ("رهائن دنماركيون أفرج عنهم في نيجيريا.", {"- 08 DNK"}),
    ("اعترفت البوسنة بجارتها كرواتيا.", {"BIH 05 HRV"}),
    ("قتل جنود ورجال إطفاء أوغنديون في انفجار قنبلة.", {"- 18 UGA"}),
    # a politician's attack is one of words; raising the tone of threats does not end them
    ("شن وزير الخارجية النمساوي هجوما لاذعا على سياسات تركيا.", {"AUT 11 TUR"}),
    ("رفعت إريتريا وتيرة تهديداتها لجيبوتي.", {"ERI 13 DJI"}),
]


@pytest.fixture(scope="module")
def tools():
    return load_tools("cameo", "rule", ["ar"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [*PHRASES, *NAMES, *CLAUSES, *FORMS, *CROWDS, *WORDS],
    ids=shown,
)
def test_root_and_countries(text: str, expected: set[str], tools) -> None:
    assert told(text, "ar", tools, date(2008, 5, 12)) == expected

"""Languages: words of which tables are made that look as if people had written them."""

from itertools import islice, product

LANGUAGES = {
    "korean": (
        "이름 도시 의견",
        "김철수 박영희 이민준 최수빈 정하늘 강서연 조현우 윤지민 장도윤 임하은",
        "서울 부산 대구 인천 광주 대전 울산 제주 수원 춘천",
        "배송이 빨라요|품질이 좋습니다|다시 사고 싶지 않아요|가격이 비싸요|만족합니다",
    ),
    "japanese": (
        "名前 都市 意見",
        "山田太郎 鈴木花子 佐藤健 田中美咲 高橋誠 伊藤さくら 渡辺大輔 中村あかり",
        "東京 大阪 京都 名古屋 札幌 福岡 横浜 神戸",
        "配送がとても速いです|品質が良いと思います|もう買いません|値段が高いです|満足しています",
    ),
    "simplified": (
        "姓名 城市 意见",
        "张伟 王芳 李娜 刘洋 陈静 杨帆 赵磊 黄丽",
        "北京 上海 广州 深圳 成都 杭州 武汉 西安",
        "送货非常快|质量很好|我不会再买了|价格太贵了|我很满意",
    ),
    "traditional": (
        "姓名 城市 意見",
        "陳志明 林淑芬 黃俊傑 張雅婷 李宗翰 王美玲 吳佩珊 劉家豪",
        "臺北 高雄 臺中 臺南 新竹 基隆 嘉義 花蓮",
        "送貨非常快速|品質很好|我不會再買了|價格太貴了|我很滿意",
    ),
    "french": (
        "prénom ville avis",
        "Hélène François Zoé Gaëlle Benoît Maëlle Jérôme Noëlle",
        "Orléans Besançon Nîmes Angoulême Évreux Béziers Mâcon Sète",
        "livraison très rapide|la qualité est bonne|déçu par le délai|trop cher à mon goût|ça me plaît",
    ),
    "german": (
        "Vorname Stadt Meinung",
        "Jörg Käthe Günther Bärbel Jürgen Söhnke Änne Götz",
        "München Köln Düsseldorf Nürnberg Würzburg Lübeck Göttingen Fürth",
        "sehr schnelle Lieferung für mich|die Qualität ist schön|größer als gewünscht|zu teuer|natürlich gut",
    ),
    "polish": (
        "imię miasto opinia",
        "Łukasz Małgorzata Paweł Żaneta Stanisław Bożena Michał Grażyna",
        "Łódź Gdańsk Kraków Poznań Wrocław Białystok Częstochowa Rzeszów",
        "szybka wysyłka i świetna jakość|bardzo się cieszę|nie kupię już więcej|zbyt drogie|są w porządku",
    ),
    "czech": (
        "jméno město názor",
        "Jiří Žaneta Ondřej Kateřina Tomáš Božena Luboš Šárka",
        "Plzeň Děčín Třebíč Kroměříž Příbram Břeclav Uherské Týniště",
        "velmi rychlé doručení|kvalita je dobrá a těší mě|už nikdy nekoupím|příliš drahé|jsem spokojený",
    ),
    "russian": (
        "имя город отзыв",
        "Иван Мария Алексей Ольга Дмитрий Наталья Сергей Екатерина",
        "Москва Казань Самара Омск Тула Пермь Томск Сочи",
        "очень быстрая доставка|качество хорошее|больше не куплю|слишком дорого для меня|всё понравилось",
    ),
    "arabic": (
        "الاسم المدينة الرأي",
        "محمد فاطمة أحمد خديجة يوسف مريم",
        "القاهرة بغداد دمشق عمان الرباط تونس",
        "التوصيل سريع جدا|الجودة ممتازة|لن أشتري مرة أخرى",
    ),
    "thai": (
        "ชื่อ เมือง ความเห็น",
        "สมชาย สมหญิง มานะ มานี ปิติ ชูใจ",
        "กรุงเทพ เชียงใหม่ ภูเก็ต ขอนแก่น ระยอง ตรัง",
        "ส่งเร็วมาก|คุณภาพดี|ไม่ซื้ออีกแล้ว",
    ),
}


def table(language: str, rows: int) -> tuple[list[str], list[list[str]]]:
    """Return column names and rows of a name, a town, an opinion and a number each."""
    header, people, towns, opinions = LANGUAGES[language]
    mixed = product(opinions.split("|"), people.split(), towns.split())
    # Steps through the product, so that five rows already differ in each column.
    pool = list(mixed)
    step = 37
    picked = (pool[(number * step) % len(pool)] for number in range(rows))
    made = [
        [person, town, opinion, str(number)]
        for number, (opinion, person, town) in enumerate(islice(picked, rows))
    ]
    return [*header.split(), "n"], made

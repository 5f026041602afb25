"""Tables in the languages that have code pages of their own, as the programs of each system write them."""

from itertools import product

# Languages of one set of code pages: column names, people, towns and remarks.
VOCABULARY = {
    "greek": (
        "όνομα,πόλη,σχόλιο",
        "Γιώργος Ελένη Κώστας Μαρία Δημήτρης Αικατερίνη Νίκος Σοφία",
        "Αθήνα Θεσσαλονίκη Πάτρα Ηράκλειο Λάρισα Βόλος Ιωάννινα",
        "πολύ γρήγορη παράδοση|καλή ποιότητα|δεν θα αγοράσω ξανά|πολύ ακριβό για μένα|είμαι ευχαριστημένος",
    ),
    "hebrew": (
        "שם,עיר,הערה",
        "משה שרה דוד רחל יוסף מרים אברהם לאה",
        "ירושלים חיפה באר שבע אשדוד נתניה רמת גן",
        "משלוח מהיר מאוד|איכות טובה|לא אקנה שוב|יקר מדי בשבילי|אני מרוצה מהקנייה",
    ),
    "arabic": (
        "الاسم,المدينة,الملاحظة",
        "محمد فاطمة أحمد خديجة يوسف مريم عبدالله زينب",
        "القاهرة بغداد دمشق عمان الرباط تونس الإسكندرية",
        "التوصيل سريع جدا|الجودة ممتازة|لن أشتري مرة أخرى|السعر مرتفع بالنسبة لي|أنا راض عن الشراء",
    ),
    "thai": (
        "ชื่อ,เมือง,ความเห็น",
        "สมชาย สมหญิง มานะ มานี ปิติ ชูใจ วิชัย สุดา",
        "กรุงเทพ เชียงใหม่ ภูเก็ต ขอนแก่น ระยอง ตรัง",
        "ส่งเร็วมาก|คุณภาพดี|ไม่ซื้ออีกแล้ว|ราคาแพงเกินไป|พอใจกับสินค้า",
    ),
    "turkish": (
        "ad,şehir,görüş",
        "Ayşe Özgür Çağla Gökhan İbrahim Şule Yiğit Büşra",
        "İstanbul İzmir Eskişehir Muğla Çanakkale Şanlıurfa Diyarbakır",
        "çok hızlı teslimat|kalitesi iyi|bir daha almayacağım|benim için çok pahalı|memnun kaldım",
    ),
    "lithuanian": (
        "vardas,miestas,atsiliepimas",
        "Žydrūnas Agnė Šarūnas Eglė Rūta Mindaugas Jūratė Česlovas",
        "Vilnius Šiauliai Panevėžys Klaipėda Kėdainiai Telšiai Plungė",
        "labai greitas pristatymas|gera kokybė|daugiau nebepirksiu|man per brangu|esu patenkintas pirkiniu",
    ),
    "latvian": (
        "vārds,pilsēta,atsauksme",
        "Jānis Līga Pēteris Kristīne Mārtiņš Zane Ģirts Dzintra",
        "Rīga Liepāja Jūrmala Rēzekne Cēsis Kuldīga Jēkabpils",
        "ļoti ātra piegāde|laba kvalitāte|vairāk nepirkšu|man par dārgu|esmu apmierināts ar pirkumu",
    ),
    "estonian": (
        "nimi,linn,märkus",
        "Jüri Õnne Märt Külli Tõnu Kätlin Väino Ülle",
        "Tallinn Pärnu Jõhvi Võru Põlva Jõgeva Käina",
        "väga kiire tarne|kvaliteet on hea|rohkem ei osta|minu jaoks liiga kallis|olen ostuga rahul ja tänan",
    ),
    "polish": (
        "imię,miasto,opinia",
        "Łukasz Małgorzata Paweł Żaneta Stanisław Bożena Michał Grażyna",
        "Łódź Gdańsk Kraków Poznań Wrocław Białystok Częstochowa",
        "szybka wysyłka|świetna jakość|nie kupię już więcej|zbyt drogie jak dla mnie|są w porządku",
    ),
    "czech": (
        "jméno,město,názor",
        "Jiří Žaneta Ondřej Kateřina Tomáš Božena Luboš Šárka",
        "Plzeň Děčín Třebíč Kroměříž Příbram Břeclav Týniště",
        "velmi rychlé doručení|kvalita je dobrá|už nikdy nekoupím|příliš drahé|jsem spokojený s nákupem",
    ),
    "slovak": (
        "meno,mesto,názor",
        "Ľubomír Žofia Štefan Zuzana Miloš Kristína Ján Ľudmila",
        "Košice Žilina Prešov Trenčín Nové Zámky Piešťany Komárno",
        "veľmi rýchle dodanie|kvalita je dobrá|už nikdy nekúpim|príliš drahé pre mňa|som spokojný s nákupom",
    ),
    "hungarian": (
        "név,város,vélemény",
        "László Erzsébet Győző Zsófia István Ágnes Lőrinc Tünde",
        "Győr Pécs Kőszeg Székesfehérvár Hódmezővásárhely Szekszárd Füzesgyarmat",
        "nagyon gyors szállítás|jó minőség|többet nem veszek|túl drága nekem|elégedett vagyok a vásárlással",
    ),
    "romanian": (
        "nume,oraş,părere",
        "Ştefan Ioana Mihăiţă Cătălina Răzvan Anuţa Vlăduţ Ilinca",
        "Bucureşti Timişoara Iaşi Constanţa Braşov Galaţi Piteşti",
        "livrare foarte rapidă|calitate bună|nu mai cumpăr niciodată|prea scump pentru mine|sunt mulţumit",
    ),
    "croatian": (
        "ime,grad,mišljenje",
        "Željko Đurđica Šime Živana Ante Snježana Krešimir Tonći",
        "Šibenik Požega Čakovec Đakovo Županja Varaždin Križevci",
        "vrlo brza dostava|dobra kvaliteta|više neću kupiti|preskupo za mene|zadovoljan sam kupnjom",
    ),
    "russian": (
        "имя,город,отзыв",
        "Иван Мария Алексей Ольга Дмитрий Наталья Сергей Екатерина",
        "Москва Казань Самара Омск Тула Пермь Томск Сочи",
        "очень быстрая доставка|качество хорошее|больше не куплю|слишком дорого для меня|всё понравилось",
    ),
    "ukrainian": (
        "ім'я,місто,відгук",
        "Олександр Оксана Андрій Наталія Юрій Ірина Сергій Люба",
        "Київ Львів Харків Одеса Чернівці Вінниця Запоріжжя",
        "дуже швидка доставка|якість хороша|більше не куплю|для мене задорого|усе сподобалося і ще замовлю",
    ),
    "bulgarian": (
        "име,град,мнение",
        "Георги Мария Димитър Елена Христо Цветелина Николай Гергана",
        "София Пловдив Варна Бургас Русе Плевен Търново",
        "много бърза доставка|качеството е добро|няма да купя повече|прекалено скъпо за мен|доволен съм",
    ),
    "serbian": (
        "име,град,мишљење",
        "Ђорђе Јелена Милош Љиљана Никола Снежана Бранислав Џевад",
        "Београд Ниш Крагујевац Суботица Чачак Краљево Панчево",
        "веома брза достава|добар квалитет|више нећу куповати|прескупо за мене|задовољан сам куповином",
    ),
    "french": (
        "prénom,ville,avis",
        "Hélène François Zoé Gaëlle Benoît Maëlle Jérôme Noëlle",
        "Orléans Besançon Nîmes Angoulême Évreux Béziers Mâcon Sète",
        "livraison très rapide|la qualité est bonne|déçu par le délai|trop cher à mon goût|ça me plaît",
    ),
    "german": (
        "Vorname,Straße,Meinung",
        "Jörg Käthe Günther Bärbel Jürgen Söhnke Änne Götz",
        "München Köln Düsseldorf Nürnberg Würzburg Lübeck Göttingen",
        "sehr schnelle Lieferung für mich|die Qualität ist schön|größer als gewünscht|zu teuer|natürlich gut",
    ),
    "spanish": (
        "nombre,ciudad,opinión",
        "José María Íñigo Begoña Andrés Lucía Ramón Ángela",
        "Málaga Logroño León Cádiz Ávila Córdoba Almería",
        "envío muy rápido|la calidad está bien|no compraré más|demasiado caro para mí|así sí, señor",
    ),
    "portuguese": (
        "nome,cidade,opinião",
        "João Conceição Luís Antónia Inês Sebastião Lúcia Gonçalo",
        "São Paulo Brasília Évora Maceió Guimarães Covilhã Belém",
        "entrega muito rápida|a qualidade é boa|não compro mais|caro demais para mim|as opções são ótimas",
    ),
    "swedish": (
        "namn,stad,åsikt",
        "Åsa Björn Göran Märta Håkan Kjell Örjan Märit",
        "Malmö Göteborg Västerås Örebro Jönköping Umeå Gävle",
        "väldigt snabb leverans|kvaliteten är bra|köper inte igen|för dyrt för mig|jag är nöjd med köpet",
    ),
    "danish": (
        "navn,by,mening",
        "Søren Jørgen Åse Bjørn Kåre Mærsk Gæa Lærke",
        "København Ålborg Næstved Køge Helsingør Sønderborg Rønne",
        "meget hurtig levering|kvaliteten er god|køber ikke igen|for dyrt til mig|jeg er glad for købet",
    ),
    "icelandic": (
        "nafn,bær,álit",
        "Þórður Guðrún Sigurður Ásdís Björk Höskuldur Ragnheiður Örn",
        "Reykjavík Ísafjörður Húsavík Selfoss Keflavík Siglufjörður",
        "mjög hröð sending|gæðin eru góð|kaupi ekki aftur|of dýrt fyrir mig|ég er ánægður með þetta",
    ),
}

# Which code pages the programs of a language write, on Windows, Unix, DOS and the Mac.
CODE_PAGES = {
    "greek": "cp1253 iso8859_7 cp737 cp869 mac_greek",
    "hebrew": "cp1255 iso8859_8 cp862",
    "arabic": "cp1256 iso8859_6 cp720",
    "thai": "cp874 tis_620 iso8859_11",
    "turkish": "cp1254 iso8859_9 cp857 mac_turkish",
    "lithuanian": "cp1257 iso8859_13 cp775",
    "latvian": "cp1257 iso8859_13 cp775",
    "estonian": "cp1257 iso8859_13 iso8859_15 cp775 cp1252",
    "polish": "cp1250 iso8859_2 cp852 mac_latin2",
    "czech": "cp1250 iso8859_2 cp852 mac_latin2",
    "slovak": "cp1250 iso8859_2 cp852 mac_latin2",
    "hungarian": "cp1250 iso8859_2 cp852 mac_latin2",
    "romanian": "cp1250 iso8859_2 cp852",
    "croatian": "cp1250 iso8859_2 cp852",
    "russian": "cp1251 koi8_r iso8859_5 cp866 cp855 mac_cyrillic",
    "ukrainian": "cp1251 koi8_u iso8859_5 cp1125 mac_cyrillic",
    "bulgarian": "cp1251 iso8859_5 cp866 cp855 mac_cyrillic",
    "serbian": "cp1251 iso8859_5 cp855 mac_cyrillic",
    "french": "cp1252 iso8859_15 cp850 cp437 mac_roman",
    "german": "cp1252 iso8859_15 cp850 cp437 mac_roman",
    "spanish": "cp1252 iso8859_15 cp850 mac_roman",
    "portuguese": "cp1252 iso8859_15 cp850 mac_roman",
    "swedish": "cp1252 iso8859_15 cp850 cp437 mac_roman",
    "danish": "cp1252 iso8859_15 cp850 cp865 mac_roman",
    "icelandic": "cp1252 iso8859_15 cp850 cp861 mac_iceland",
}

TABLES = [(language, codec) for language, codecs in CODE_PAGES.items() for codec in codecs.split()]


def table(language: str, rows: int) -> str:
    """Return a table of so many rows, which differ in a name, a town, a remark and a number each."""
    header, people, towns, remarks = VOCABULARY[language]
    mixed = list(product(remarks.split("|"), people.split(), towns.split()))
    picked = (mixed[number * 37 % len(mixed)] for number in range(rows))
    lines = [f"{person},{town},{remark},{number}" for number, (remark, person, town) in enumerate(picked)]
    return "\n".join([f"{header},n", *lines, ""])

"""Words that people name columns by, grouped by what they say of a column as a target.

They are in lower case without accents, phrases as one word. The languages follow one another: English,
German, French, Spanish, Portuguese, Italian, Dutch, Polish, Turkish, Russian, Korean, Japanese, Chinese.
"""

# What a table of examples calls its target.
GOALS = """
    target targets label labels y response outcome dependent dependentvariable groundtruth tomorrow goal
    sentiment polarity intent zielvariable ziel zielgrosse cible etiquette objetivo etiqueta alvo rotulo
    obiettivo etichetta doel etykieta hedef etiket цель метка таргет тональность 타깃 타겟 목표 목표변수
    종속변수 정답 라벨 레이블 감성 감정 目的変数 ラベル 正解 感情 标签 目标 目标变量 情感
"""
# Classes.
CLASSES = """
    class classes diagnosis species klasse art klassifikation diagnose classe espece diagnostic clase
    especie diagnostico classificacao specie diagnosi soort klasa gatunek diagnoza sınıf tur tani класс вид
    диагноз 분류 품종 종 진단 진단결과 클래스 クラス 品種 種類 分類 診断 类别 分类 品种 种类 诊断 classindex
    prognosis musicgenre
"""
# What happened in the end, or whether it did.
EVENTS = """
    churn churned exited attrition left survived survival alive died death dead deathevent deceased
    mortality default defaulted loanstatus loanapproved creditability risk creditrisk baddebt delinquent
    seriousdlqin2yrs notfullypaid fraud fraudulent fraudreported spam ham clicked click clickedonad
    converted conversion purchased subscribed subscription deposit termdeposit bought approved approval
    accepted admitted admit hired promoted placement cancelled canceled cancellation noshow returned
    readmitted stroke heartdisease chd cardio ahd disease cancer diabetes diabetic malignant toxic hate
    sarcastic fake insincere duplicate bankrupt bankruptcy failure machinefailure defect defective faulty
    anomaly attack intrusion winner won win result passed pass made satisfaction recommended recommendedind
    disorder edible poisonous complaint ergebnis kundigung gekundigt uberlebt betrug ausfall abgewandert
    resultat resiliation survecu fraude defaut resultado sobrevivio abandono impago fuga baja sobreviveu
    inadimplente inadimplencia cancelou evasao risultato sopravvissuto abbandono frode insolvenza uitkomst
    overleefd fraudeur opzegging wynik przeżył rezygnacja oszustwo sonuc kayıp результат выжил отток дефолт
    мошенничество 결과 이탈 이탈여부 해지 해지여부 탈퇴여부 생존 생존여부 사망 사망여부 불량 불량여부 합격
    합격여부 가입여부 구매여부 연체 연체여부 부도 부도여부 사기여부 취소여부 고장 고장여부 퇴사여부 만족여부
    결과값 판정 승패 結果 解約 離脱 退会 生存 死亡 合否 不良 成約 流失 违约 欺诈 是否流失 是否违约 是否购买
    是否生存 purchase purchases callback receivedcallback vote voted deny denied released volunteer improved
    participation lfp kyphosis personalloan heartdiseaseorattack ftr wins bluewins bankruptcystatus obesity
    nobeyesdad potability drinkable 승인여부 구매 해지상태 ausschuss rebut scrap
"""
# What a case has become.
STATES = """
    status statut статус 상태 状态
"""
# Numbers that are results.
RESULTS = """
    sales revenue turnover profit demand unitssold quantitysold salesamount weeklysales rating ratings stars
    quality satisfactionscore delay arrdelay yield lifeexp lifeexpectancy expectancy fertility umsatz absatz
    gewinn bewertung qualitat nachfrage verspatung ertrag chiffredaffaires ventes vente benefice demande
    qualite retard avis ventas ingresos demanda calificacion puntuacion calidad retraso vendas receita
    avaliacao qualidade atraso vendite ricavi fatturato valutazione qualita ritardo omzet verkoop
    beoordeling kwaliteit vertraging sprzedaż ocena jakosc opoznienie satış satışlar puan kalite продажи
    выручка оценка рейтинг качество спрос прибыль 매출 매출액 판매량 판매액 수요 수요량 평점 별점 만족도
    품질 수익 이익 지연시간 수확량 생산량 売上 売上高 販売数 評価 品質 需要 収量 点数 销量 销售额 评分 质量
    需求 利润 产量
"""
# Numbers that are often predicted and often features.
AMOUNTS = """
    price saleprice sellingprice wage wages salary salaries pay mpg medv value val houseval charges charge
    cost costs premium rent tip fare fareamount tripduration rings strength csmpa emissions ozone pm25
    pm10 consumption usage finalgrade g3 points close progression diseaseprogression deliverytime timetaken
    traveltime cnt ridership rentals rentedbikecount lpsa prestige appliances preis kaufpreis gehalt lohn
    miete kosten verbrauch note leistung prix salaire loyer cout consommation puissance precio salario
    sueldo alquiler costo coste consumo nota preco aluguel custo prezzo stipendio affitto voto prijs salaris
    huur cena pensja wynagrodzenie czynsz koszt fiyat maas kira maliyet цена зарплата стоимость аренда
    расход 가격 매매가 매매가격 실거래가 집값 거래금액 분양가 전세가 월세 급여 연봉 월급 임금 소득 요금 비용
    보험료 사용량 전력사용량 발전량 대여수 대여량 이용객수 승객수 점수 성적 농도 미세먼지 배달시간 소요시간
    価格 値段 家賃 給与 年収 賃金 料金 費用 得点 価額 使用量 价格 房价 租金 工资 薪资 收入 费用 分数 成绩
    用量 aqi bodyfat solubility energyoutput
"""
# Scores, and gases in the air.
MEASURES = """
    score scores co co2 nox no2 so2 o3
"""
# Often a target, more often none.
HINTS = """
    health type weather category count amount total level duration group grouping sum number size weight kind
    topic emotion flag decision index rate area loss bill spend expenses mortalityrate kategorie typ
    einkommen betrag anzahl stufe categorie montant nombre niveau revenu categoria ingreso monto cantidad
    importe tipo renda valor quantidade importo reddito livello bedrag kategoria kwota dochod kategori tutar
    gelir категория тип доход сумма количество 여부 등급 유형 종류 금액 수량 개수 건수 인원 카테고리 합계
    총액 레벨 区分 金額 数量 件数 合計 等级 类型 金额 总额 grade power load energy perf performance visitors
    passengers views shares clicks sold births deaths calories income genre
"""
# What rows are rather than what becomes of them.
TRAITS = """
    age sex gender race ethnicity marital education religion region country state city county district
    continent neighborhood neighbourhood surname firstname lastname brand make manufacturer author user
    customer holiday workingday weekend smoker family alter geschlecht land stadt sexe pays ville edad sexo
    pais ciudad idade cidade eta sesso leeftijd geslacht płeć wiek yas cinsiyet возраст пол город 성별 나이
    연령 연령대 지역 도시 국가 이름 학력 직업 性別 年齢 性别 年龄 城市 地区 name title model
"""
# What another model says.
OUTPUTS = """
    pred prediction predicted predictions prob probability proba forecast forecasted fitted residual 예측
    예측값
"""
# Which part of the data a row belongs to.
PARTS = """
    split fold kfold partition train test istrain dataset subset
"""
# Coordinates.
PLACES = """
    lat latitude lon lng longitude easting northing xcoord ycoord coordinate geometry 위도 경도 纬度 经度
    緯度 経度 long
"""
# Moments and their parts.
TIMES = """
    date dates datum fecha datetime timestamp time epoch year yr years jahr annee ano anio anno jaar rok yil
    год month mo mnth monat mois mes mese maand miesiac ay месяц day dy tag jour dia giorno dag dzien gun
    день weekday dayofweek dow dayofyear doy hour hr stunde heure hora ora uur godzina saat час minute
    minuto second week woche semaine semana quarter season 날짜 일자 일시 시간 시각 연도 년도 년 월 일 요일
    시 분 분기 계절 日付 年 月 日 曜日 時間 日期 年份 月份 时间 년월 연월 年月
"""
# Names and numbers of rows.
IDENTIFIERS = """
    id ids uid uuid guid key pk index idx rownames rownum rowid rownumber row no nr serial sku isbn asin
    code zip zipcode zipcodes postcode postal postalcode phone telephone fax mobile email mail url link hash
    ticket account iban ssn unnamed instant clientnum fips iso plz codigo kennung nummer numero 번호
    일련번호 아이디 코드 우편번호 전화번호 순번 番号 編号 编号 序号 代码 电话 邮编 pid cid sid rid tid
"""
# Before a noun: the column is known before the target is, or belongs to another.
EARLIER = """
    applied base baseline budget comp competition competitor estimated expected first flagged initial lag
    lag1 lagged last list listed max maximum min minimum old original past planned present prev previous
    prior requested sched scheduled today unit yesterday est sub
"""
# After a noun: units, and how it is written.
QUALIFIERS = """
    bin binary c cat cm cny days dollar dollars encoded eur euro euros f flag g gbp hours hrs in ind
    indicator inr jpy k kg km krw kw kwh lb lbs m mg millions min mins minutes mm mpa mw num ordinal oz pct
    percent percentage psi s sec seconds secs text thousands usd won yn
"""
# What "id" is written after in one word.
IDENTIFIED = """
    user customer client patient student case town product item order store shop house person employee
    session trip ride listing host post tweet comment movie film book artist album track song game team
    player match race group event account transaction row record sample subject ticket vendor school county
    city state zone station device sensor machine loan member applicant passenger animal image file doc
    document text review question article news flight airline airport vehicle car seller buyer site branch
    policy claim invoice
"""

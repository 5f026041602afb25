import io

import pytest

from services.data.reading.sniffing.delimiters import detect


def lines(text):
    return list(io.StringIO(text, newline=""))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb\nSeoul, KR\tx\nBusan, KR\ty\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("a^b^c\n1^2^3\n", "^"),
        ("a~b\n1~2\n", "~"),
        ("a:b\n1:2\n3:4\n", ":"),
        ("a\x01b\n1\x012\n", "\x01"),
        ("a\x1fb\n1\x1f2\n", "\x1f"),
        ("a§b\n1§2\n", "§"),
        ("1 2 3\n4 5 6\n7 8 9\n", " "),
        ("a^b^c\n1,5^2^x\n2,5^3^y\n", "^"),
        ("143,71^green\n121,13^red\n179,72^blue\n", "^"),
        ("a::b::c\n1::x::2\n3::y, z::4\n", "::"),
        ("a||b\n1||x|y\n2||z\n", "||"),
        ("a^b^c^d\n1^^x^2\n3^^y^4\n", "^"),
        ("1^^x^2\n3^^y^4\n", "^"),
        ("2014-03-19 18:46:00\tsome, a\n2024-09-14 18:39:00\tmore, b and c\n", "\t"),
        ("t,v\n12:30,1\n12:40,2\n", ","),
        ("id,text\n1,a;b;c\n2,d;e;f\n", ","),
        ("text\nHello, world\nHi, there, you\nok\n", ""),
        ("name\nKim\nLee\n", ""),
        ("2024-01-01\n2024-02-02\n", ""),
        ("a,b\n1,2\n3\n4,5\n6,7,8\n", ","),
        ('a,b\n"x;y;z",1\n"p;q;r",2\n', ","),
        ("first name\nJohn Smith\nMary Jones\n", ""),
        ("a@b.com\nc@d.org\n", ""),
        ("last, first;city, country\nKim, Minji;Seoul, KR\nLee, Jun;Busan, KR\n", ";"),
        ("name;city\nKim, A;Seoul, KR\nLee, B;Busan, KR\n", ";"),
        ("name|city\nKim, A|Seoul, KR\nLee, B|Busan, KR\n", "|"),
        ("name, age, city\nKim, 30, Seoul\nLee, 41, Busan\n", ","),
        ("id | name\n1 | Kim\n2 | Lee\n", "|"),
        ("address\n1 Main St, Troy, NY\n22 Oak Ave, Reno, NV\n3 Elm Rd, Ames, IA\n", ""),
        ("review\nGood, cheap.\nBad, slow.\nFine, thanks.\n", ""),
        ("n\n12,5\n7,25\n3,5\n", ""),
        ("n\n1,5\n2,7\n3,9\n", ","),  # the rows are counted: a name is missing
        ("Report\n\nname, age\nKim, 30\nLee, 41\n", ","),
        ("Cities of Korea\nname, land\nSeoul, KR\nBusan, KR\n", ","),
        ("date;n\nJanuary 1, 2024;1\nMay 2, 2024;2\n", ";"),
        ("item|price\nchair|$1,200.00\ntable|$3,450.50\n", "|"),
        ("ville;population\nParis;2 102 650,5\nLyon;522 250,4\n", ";"),
        ('id\tjson\n1\t{"a": 1, "b": 2}\n2\t{"a": 3, "b": 4}\n', "\t"),
        ("url\thits\nhttps://a.com/x?y=1,2&z=3\t10\nhttps://b.org/p;q=1\t20\n", "\t"),
        ("at|level|said\n10:00:01|INFO|started, ok\n10:00:02|WARN|slow, 3 s\n", "|"),
        ('id,text,z\n1,"two\nlines; here",x\n2,"and\nthree\nlines",y\n', ","),
        ("id,genres\n1,Action|Comedy|Drama\n2,Horror|Crime|War\n", ","),
        ('"mpg" "model"\n"1" 14.9 "Mazda RX"\n"2" 18.1 "Fiat 128"\n', " "),
        ('"mpg" "model"\n14.9 "Mazda RX"\n18.1 NA\n', " "),
        ('"name" "age"\n"1" "Kim, Mr. A" 22\n"2" "Lee, Ms. B" 35\n', " "),
        ("mpg cyl\nMazda 21.5 6\nFiat 32.5 4\n", " "),
        ('said\nHe said "no" to me\nI know\nShe said "yes" once again\n', ""),
        ("time\n10:00:00\n10:00:01\n10:00:02\n", ""),
        ('"id"   "name"\n1      "Kim, A"\n2      "Lee"\n30     NA\n', r"\s+"),
        ('18.0  8\t"ford torino"\n15.0  8\t"buick skylark"\n9.0   4\t"fiat"\n', r"\s+"),
        (" 0.1   2  30.5\n10.25  3   4.0\n 7.5   1 396.90\n", r"\s+"),
        ("city      n   code\nNew York  12  x\nOslo      7   y\n", "  "),
        ("name\ttime\nAnn Lee\t2024-01-01 10:00\nBob Fox\t2024-01-02 11:00\n", "\t"),
        ("A11 6 A34 A43\n" * 6 + "A12 48 A32 A41\n" * 6, " "),
        ("freq,geo\t2019 \t2020 \nA,DE\t1.5 \t: \nA,FR\t2.5 p\t3.5 \n", "\t"),
        ("full name\n" + "John Smith\n" * 12, ""),
        ("review\n" + "It was very good\n" * 12, ""),
    ],
)
def test_the_delimiter_is_the_character_by_which_the_rows_agree(text, delimiter):
    assert detect(lines(text)).delimiter == delimiter


def test_titles_above_a_table_do_not_hide_its_delimiter():
    fit = detect(lines("Report\n\nname;age;city\nKim;3;Seoul\nLee;4;Busan\n"))
    assert (fit.delimiter, fit.width, fit.has_full_header) == (";", 3, False)

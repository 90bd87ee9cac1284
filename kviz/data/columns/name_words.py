"""What the name of a column says of it, in several languages and spellings."""

import re

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPLIT = re.compile(r"[\W_]+")


def word_set(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


THINGS = word_set(
    "customer cust client user member person patient student employee emp order trans transaction "
    "invoice inv product prod item article account acct acc record rec case row obs observation ticket "
    "session device store shop branch vendor supplier seller passenger player movie film book song "
    "artist house property listing car vehicle loan policy claim card household respondent participant "
    "subject sample school hospital station site sensor kunden kunde kd artikel rechnungs bestell "
    "auftrags personal matrikel mitglieds cliente clientes pedido producto usuario alumno socio client "
    "commande produit facture adherent klient zakaznik"
)
LABELS = word_set(
    "id ids nr no num number nummer numero número numéro code key codigo código kennung kennziffer"
)
GLUED = frozenset(thing + label for thing in THINGS for label in LABELS if label != "ids")

IDS = word_set(
    "id ids uid uuid guid pk identifier identifiant identificador identificativo kennung kennnummer "
    "kdnr kundennr artnr sku ean upc isbn issn asin iban vin imei hash serial barcode matricula "
    "matrícula matricule matrikel номер ид код идентификатор 番号 编号 編號 学号 工号 序号 id番号 顧客番号 "
    "번호 아이디 รหัส "
    "الرقم cislo číslo rownames"
)
LAST = word_set("no nr num nummer number numero número numéro key index idx ref reference nro nº n° №")
NOT_IDS = word_set(
    "paid unpaid prepaid bid grid solid fluid liquid acid humid valid invalid covid rapid arid avid "
    "hybrid mid void avoid madrid lipid steroid raid maid laid said aid kid rigid vivid placid"
)
ROW_NAMES = word_set(
    "row rows rowid rownum index idx line zeile ligne fila lfd unnamed seq sequence obs record"
)
RANKS = word_set(
    "rank ranking rang platz place placing position pos puesto posición classement rangliste 順位 排名"
)
CODES = word_set(
    "zip zipcode postcode postal plz postleitzahl cap cep cp pincode phone telephone tel mobile cell "
    "fax telefon teléfono téléphone handy ssn fips iso iso2 iso3 naics sic swift bic blz iata icao hts "
    "cpt icd code codes codigo código kode kod codice"
)
PLACES = word_set(
    "country region state province district city county land pays país region branch store area zone"
)
YEARS = word_set(
    "year years yr yyyy jahr jahre baujahr geburtsjahr année annee an ano año rok год 年 年份 anno jaar"
)
DATES = word_set(
    "date datum fecha data timestamp time datetime epoch unixtime created updated modified day dt 日期 "
    "дата tarih dato päivä ts"
)
PERSONAL = word_set("age alter edad âge idade età birth born geburt sex gender geschlecht sexo sexe")
CATEGORIES = word_set(
    "class klasse label cluster segment group gruppe grupo groupe category kategorie type typ tipo kind "
    "species gender sex status flag education marital level grade month monat mes mois weekday dow "
    "quarter quartal code region target outcome survived pclass churn default y is has"
)


def words_of(name: str) -> list[str]:
    """The words of a column's name, in lower case: "CustomerID" is customer, id."""
    spaced = _CAMEL.sub(" ", name)
    return [word for word in _SPLIT.split(spaced.lower()) if word]


def says_id(name: str) -> bool:
    """Whether the name alone makes it an identifier: User ID, custnum, Kundennummer, id_cliente."""
    words = words_of(name)
    glued = "".join(words)
    if not words:
        return False
    if words[0] in IDS or words[-1] in IDS or glued in GLUED:
        return True
    entity = any(word in THINGS for word in words[:-1])
    first = words[0] in LABELS and len(words) > 1 and (entity or any(word in THINGS for word in words))
    return (entity and words[-1] in LAST and words[-1] != "index") or first


def may_be_id(name: str) -> bool:
    """Whether the name speaks of an identifier where all values differ: no, Nr., key, trackid."""
    words = words_of(name)
    if not words:
        return False
    ends = words[-1].endswith(("id", "nr", "num")) and words[-1] not in NOT_IDS
    return (words[-1] in LAST and "of" not in words) or (ends and len(words[-1]) > 3)


def names(name: str, words: frozenset[str]) -> bool:
    """Whether the head of the name is one of the words: its last word, or its first before a preposition."""
    own = words_of(name)
    own = [word for word in own if not word.isdigit()] or own
    first = (
        len(own) > 1 and own[0] in words and own[1] in word_set("de del des du da of von der postal geo area")
    )
    return bool(own) and (own[-1] in words or "".join(own) in words or first)

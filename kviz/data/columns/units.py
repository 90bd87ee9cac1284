"""Signs and words around a number: money, units, thousands and millions."""

import unicodedata

from kviz.data.columns.name_words import word_set

CODES = word_set(
    "AED ARS AUD BDT BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HRK HUF IDR ILS INR ISK JPY "
    "KES KRW KZT LKR MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN RON RSD RUB SAR SEK SGD THB TRY TWD UAH "
    "USD VND ZAR"
)
MONEY_WORDS = word_set("kr kr. kč zł ft lei лв лв. руб руб. р. rs rs. rp rp. rm fr fr. sfr sfr. tl din дин")
# what stands behind a number -> how many times the number it means
MAGNITUDES = {
    "k": 1e3, "K": 1e3, "Tsd": 1e3, "Tsd.": 1e3, "mil": 1e3, "тыс": 1e3, "тыс.": 1e3, "千": 1e3, "万": 1e4,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "M": 1e6, "MM": 1e6, "mn": 1e6, "mln": 1e6, "Mio": 1e6,
    "Mio.": 1e6, "million": 1e6, "млн": 1e6, "Cr": 1e7, "cr": 1e7, "crore": 1e7, "crores": 1e7, "B": 1e9,
    "bn": 1e9, "mld": 1e9, "Mrd": 1e9, "Mrd.": 1e9, "billion": 1e9, "млрд": 1e9,
}  # fmt: skip
AMONG_MONEY = {"m": 1e6, "b": 1e9}  # beside a sign of money; elsewhere m is a metre and b is a letter
LONGEST = 14  # letters of a unit; more is a remark


def is_money(word: str) -> bool:
    """Whether a word is a sign, a code or a short name of a currency: €, CHF, R$, kr."""
    if not word or len(word) > 4:
        return False
    if word.upper() in CODES or word.lower() in MONEY_WORDS:
        return True
    sign = word[-1] if unicodedata.category(word[-1]) == "Sc" else word[0]
    rest = word.replace(sign, "", 1)
    return unicodedata.category(sign) == "Sc" and (not rest or (rest.isalpha() and rest.isupper()))


def is_unit(word: str) -> bool:
    """Whether what follows a number may be its unit: kg, km/h, %, °C, hp, per cent."""
    if len(word) > LONGEST or not word:
        return False
    return all(ch.isalpha() or ch in " %‰°/.²³'\"µ·" or unicodedata.category(ch) == "Sc" for ch in word)


def take_off(before: str, after: str) -> tuple[float, str] | None:
    """The factor and the unit that the words before and after a number mean; None if they mean neither."""
    before, apart, after = before.strip(), after[:1].isspace(), after.strip()
    if before and not is_money(before):
        return None
    if not after:
        return 1.0, before
    unit, factor = after, 1.0
    for length in range(min(8, len(after)), 0, -1):
        word, rest = after[:length], after[length:].strip()
        money = before or (rest if is_money(rest) else "")
        known = MAGNITUDES.get(word) or (AMONG_MONEY.get(word) if money else None)
        if known and (not rest or is_money(rest)) and not (word == "K" and apart and not money):
            unit, factor = rest, known
            break
    if before and unit and factor == 1.0 and not is_money(unit):
        return None
    if unit and not (is_money(unit) or is_unit(unit)):
        return None
    return factor, before or unit

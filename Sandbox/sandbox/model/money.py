"""Money: whole minor units, always as a pair (shop currency, presentment currency)."""

from decimal import ROUND_HALF_UP, Decimal

ZERO = (0, 0)
_EXPONENTS = {c: 0 for c in ("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF").split()}
_EXPONENTS.update({c: 3 for c in "BHD IQD JOD KWD LYD OMR TND".split()})
_texts = {}


def exponent(currency):
    """Decimals of the currency (ISO 4217): 0 for JPY, 3 for KWD, usually 2."""
    return _EXPONENTS.get(currency, 2)


def text(currency, minor):
    """The amount as MoneyV2 shows it: at least one decimal, no other trailing zeros (`12.0`, `12.34`)."""
    key = (currency, minor)
    found = _texts.get(key)
    if found is None:
        if len(_texts) > 400_000:
            _texts.clear()
        digits = exponent(currency)
        sign, absolute = ("-", -minor) if minor < 0 else ("", minor)
        if digits:
            whole, part = divmod(absolute, 10**digits)
            fraction = str(part).rjust(digits, "0").rstrip("0") or "0"
        else:
            whole, fraction = absolute, "0"
        found = _texts[key] = f"{sign}{whole}.{fraction}"
    return found


def scalar(currency, minor):
    """The amount as the scalar Money shows it: the currency's own number of decimals, two at least (`12.00`)."""
    digits = exponent(currency)
    number = Decimal(minor).scaleb(-digits)
    return f"{number:.{max(2, digits)}f}"


def minor(currency, amount):
    """Minor units of a decimal amount (text, int or Decimal), rounded half up."""
    number = Decimal(str(amount)).scaleb(exponent(currency))
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def divide(numerator, denominator):
    """Integer division rounded half up (away from zero), as Shopify rounds money."""
    if numerator < 0:
        return -((-numerator * 2 + denominator) // (2 * denominator))
    return (numerator * 2 + denominator) // (2 * denominator)


def add(a, b):
    return (a[0] + b[0], a[1] + b[1])


def subtract(a, b):
    return (a[0] - b[0], a[1] - b[1])


def negate(a):
    return (-a[0], -a[1])


def times(a, n):
    return (a[0] * n, a[1] * n)


def portion(a, numerator, denominator):
    """`a * numerator / denominator`, rounded."""
    return (divide(a[0] * numerator, denominator), divide(a[1] * numerator, denominator))


def total(pairs):
    shop = presentment = 0
    for pair in pairs:
        shop += pair[0]
        presentment += pair[1]
    return (shop, presentment)


def spread(amount, weights):
    """Splits a pair over pairs of weights, each currency by its own: the parts add up exactly, and where the amount is not
    more than the weights together no part is more than its weight."""
    return list(zip(spread_one(amount[0], [w[0] for w in weights]), spread_one(amount[1], [w[1] for w in weights])))


def spread_one(amount, weights):
    whole, passed, given, parts = sum(weights), 0, 0, []
    for weight in weights:
        passed += weight
        upto = divide(amount * passed, whole) if whole else 0
        parts.append(upto - given)
        given = upto
    return parts

"""Records of one type: by number, and in order of each sort key that was asked for."""

from bisect import bisect_left, bisect_right, insort

from ..engine.connections import Page, decode_cursor
from ..engine.registry import FieldError
from . import search


TEXTS = frozenset("NAME TITLE VENDOR PRODUCT_TYPE SKU FULL_TITLE PO_NUMBER LOCATION FINANCIAL_STATUS FULFILLMENT_STATUS".split())


class Collection:
    """`sort_keys` maps a key's name to a getter; a record's place in an index moves when `touch` is called."""

    def __init__(self, shop, sort_keys, fields, default="ID"):
        self.shop, self.sort_keys, self.fields, self.default = shop, sort_keys, fields, default
        self.records, self.indexes, self.places = {}, {}, {}
        self.keys = {}  # name → (getter, value → numbers, number → value)

    def __len__(self):
        return len(self.records)

    def __iter__(self):
        return iter(self.records.values())

    def get(self, number):
        return self.records.get(number)

    def add(self, record):
        self.records[number_of(record)] = record
        for name in self.indexes:
            self._place(name, record)
        self._key(record)
        return record

    def add_many(self, records):
        """Faster than `add` for many: the indexes are made anew when they are asked for."""
        for record in records:
            self.records[number_of(record)] = record
        self.indexes.clear()
        self.places.clear()
        self.keys.clear()

    def remove(self, record):
        number = number_of(record)
        self.records.pop(number, None)
        self._unkey(number)
        for name, index in self.indexes.items():
            value = self.places[name].pop(number, None)
            if value is not None:
                del index[bisect_left(index, (value, number))]

    def touch(self, record):
        """Puts the record where its sort values now belong."""
        number = number_of(record)
        if number not in self.records:
            return
        for name, index in self.indexes.items():
            value = self.places[name].get(number)
            if value is not None:
                at = bisect_left(index, (value, number))
                if at < len(index) and index[at] == (value, number):
                    del index[at]
            self._place(name, record)
        self._key(record)

    def find_by(self, name, getter, wanted):
        """The records whose `getter` value is `wanted`, without walking them all; `name` names the key (`handle`, `email`)."""
        if name not in self.keys:
            self.keys[name] = (getter, {}, {})
            for record in self.records.values():
                self._key(record)
        numbers = self.keys[name][1].get(wanted, ())
        return [self.records[n] for n in numbers if getter(self.records[n]) == wanted]

    def _key(self, record):
        number = number_of(record)
        for getter, numbers, values in self.keys.values():
            value = getter(record)
            if number in values:
                if values[number] == value:
                    continue
                numbers[values[number]].discard(number)
            values[number] = value
            numbers.setdefault(value, set()).add(number)

    def _unkey(self, number):
        for _, numbers, values in self.keys.values():
            if number in values:
                numbers[values.pop(number)].discard(number)

    def _place(self, name, record):
        number, value = number_of(record), self.value(name, record)
        insort(self.indexes[name], (value, number))
        self.places[name][number] = value

    def value(self, name, record):
        value = self.sort_keys[name](record)
        if value is None:  # nothing sorts first; the texts and the numbers of an index never mix
            return "" if name in TEXTS else -1
        return value

    def index(self, name):
        found = self.indexes.get(name)
        if found is None:
            self.places[name] = {number: self.value(name, record) for number, record in self.records.items()}
            found = self.indexes[name] = sorted((value, number) for number, value in self.places[name].items())
        return found

    def matches(self, query):
        """The test that a search query stands for; None when it lets everything through."""
        return search.predicate(search.parse(query), self.fields, self.shop.now())

    def count(self, query=None):
        test = self.matches(query) if query else None
        return len(self.records) if test is None else sum(1 for r in self.records.values() if test(r))

    def page(self, arguments, also=None, sort_key=None):
        """The page that connection arguments ask for; `also` is one more test."""
        name = sort_key or arguments.get("sortKey") or self.default
        if name not in self.sort_keys:
            name = self.default
        index, reverse = self.index(name), bool(arguments.get("reverse"))
        tree = search.parse(arguments.get("query") or "")
        now = self.shop.now()
        test = search.predicate(tree, self.fields, now)
        getter = self.sort_keys[name]
        low, high = 0, len(index)
        bound = search.lower_bound(tree, self.fields, getter, now) if tree is not None else None
        if bound is not None:
            low = bisect_left(index, (bound, -1))
        start, end = low, high
        after, before = arguments.get("after"), arguments.get("before")
        if reverse:
            after, before = before, after
        if after:
            start = max(start, self._place_of(bisect_right, index, after))
        if before:
            end = min(end, self._place_of(bisect_left, index, before))
        first, last = arguments.get("first"), arguments.get("last")
        limit = first if first is not None else last
        backwards = (first is None) != reverse
        picked, more = self._walk(index, start, end, backwards, limit, test, also)
        outside = start > low or end < high
        if backwards:
            picked.reverse()
        if reverse:
            picked.reverse()
        if first is not None or last is None:
            has_next, has_previous = more, outside and bool(arguments.get("after"))
        else:
            has_next, has_previous = outside and bool(arguments.get("before")), more
        return Page(picked, has_next, has_previous, lambda record: self.value(name, record))

    def _place_of(self, bisect, index, cursor):
        number, value = decode_cursor(cursor)
        if index and isinstance(index[0][0], int) and isinstance(value, str) and value.isdigit():
            value = int(value)
        try:
            return bisect(index, (value, number))
        except TypeError as error:  # a cursor of another sort key
            raise FieldError("Invalid cursor for current pagination sort.", "BAD_REQUEST") from error

    def _walk(self, index, start, end, backwards, limit, test, also):
        picked, more, records = [], False, self.records
        positions = range(end - 1, start - 1, -1) if backwards else range(start, end)
        for position in positions:
            record = records[index[position][1]]
            if (test is None or test(record)) and (also is None or also(record)):
                if limit is not None and len(picked) == limit:
                    more = True
                    break
                picked.append(record)
        return picked, more


def number_of(record):
    return record["__number"] if record.__class__ is dict else record.number

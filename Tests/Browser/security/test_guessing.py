"""Guessing passwords, links and tokens becomes slow, one try after the other and side by side."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import requests

from support.office import PASSWORD


def attempt(office, name, password):
    return requests.post(office.address + "/sign-in", {"name": name, "password": password}, allow_redirects=False)


def test_after_five_wrong_passwords_even_the_right_one_waits(office):
    office.add_user("gina", "viewer")
    looked_at, waits = 0, []
    while not waits or waits[-1] < 2:
        answer = attempt(office, "gina", "wrong horse battery")
        assert answer.status_code == 422
        if wait := re.search(r"try again in (\d+) s", answer.text):
            waits.append(int(wait[1]))
            if waits[-1] < 2:
                time.sleep(waits[-1])
        else:
            looked_at += 1
            assert looked_at <= 9
    refused = attempt(office, "gina", PASSWORD)
    assert refused.status_code == 422 and "Too many" in refused.text
    # Another one's door stays open.
    assert attempt(office, "anna", PASSWORD).status_code == 303
    # It is a wait, not a lock.
    time.sleep(waits[-1] + 0.2)
    assert attempt(office, "gina", PASSWORD).status_code == 303


def test_tries_side_by_side_are_counted(office):
    office.add_user("hugo", "viewer")
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda n: attempt(office, "hugo", f"wrong horse {n}").text, range(40)))
    tried = sum("name or the password is wrong" in text for text in answers)
    # Five at once, then at most one a wait, which begins with a second and doubles.
    assert tried <= 8, f"{tried} of 40 passwords were looked at"
    assert sum("Too many" in text for text in answers) >= 30


def test_a_name_that_does_not_exist_is_refused_as_slowly_and_with_the_same_words(office):
    office.add_user("ines", "viewer")

    def seconds(name):
        begin = time.perf_counter()
        answer = attempt(office, name, "wrong horse battery")
        assert "name or the password is wrong" in answer.text
        return time.perf_counter() - begin

    known = sorted(seconds("ines") for _ in range(4))[1]
    unknown = sorted(seconds(f"nobody-{n}") for n in range(4))[1]
    assert 0.4 < known / unknown < 2.5, (known, unknown)


def test_the_words_say_nothing_about_the_name(office):
    one, other = attempt(office, "anna", "wrong horse battery"), attempt(office, "nobody-at-all", "wrong horse battery")
    assert one.text.replace("anna", "") == other.text.replace("nobody-at-all", "")
    assert one.status_code == other.status_code


def test_a_wrong_link_opens_nothing(office):
    for code in ["", "x", "A" * 43, "A" * 5000, "' OR 1=1 --", "%00"]:
        answer = requests.get(office.address + "/welcome", params={"code": code})
        assert answer.status_code == 404 and 'name="password"' not in answer.text
        posted = requests.post(
            office.address + "/welcome", {"code": code, "name": "mallory", "password": PASSWORD}, allow_redirects=False
        )
        assert "backroom=" not in posted.headers.get("Set-Cookie", "")
    assert "mallory" not in office.run("user", "list")

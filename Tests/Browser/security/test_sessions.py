"""Sessions: never taken over from before signing in, unreadable for scripts, ended when they should end."""

import requests

from support.office import PASSWORD


def cookie(answer) -> str:
    [line] = [line for line in answer.raw.headers.getlist("Set-Cookie") if line.startswith("backroom=")]
    return line


def test_a_planted_session_is_not_taken_over(office, sign_in):
    for planted in ["planted", "A" * 43, sign_in().cookies["backroom"]]:
        victim = requests.Session()
        victim.cookies.set("backroom", planted)
        answer = victim.post(office.address + "/sign-in", {"name": "anna", "password": PASSWORD}, allow_redirects=False)
        value = cookie(answer).split(";")[0].removeprefix("backroom=")
        assert value != planted and len(value) >= 43
        # Who planted it is not signed in by it.
        stranger = requests.get(office.address + "/", cookies={"backroom": planted}, allow_redirects=False)
        assert (stranger.status_code, stranger.headers["Location"]) == (303, "/sign-in")


def test_the_cookie_is_for_our_pages_alone(office):
    plain = requests.post(office.address + "/sign-in", {"name": "anna", "password": PASSWORD}, allow_redirects=False)
    parts = {part.strip().lower() for part in cookie(plain).split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= parts
    assert not any(part.startswith("domain") for part in parts)
    behind_tls = requests.post(
        office.address + "/sign-in",
        {"name": "anna", "password": PASSWORD},
        headers={"X-Forwarded-Proto": "https"},
        allow_redirects=False,
    )
    assert "secure" in {part.strip().lower() for part in cookie(behind_tls).split(";")}


def test_it_ends_with_signing_out_with_a_new_password_and_with_the_user(office, sign_in):
    def is_in(session):
        return session.get(office.address + "/shops", allow_redirects=False).status_code == 200

    office.add_user("otto", "operator")
    first, second = sign_in("otto"), sign_in("otto")
    value = first.cookies["backroom"]
    first.post(office.address + "/sign-out", {"csrf": first.csrf})
    first.cookies.set("backroom", value)
    assert not is_in(first) and is_in(second)

    office.run("user", "password", "otto", text="another battery staple\n")
    assert not is_in(second)
    third = sign_in("otto", "another battery staple")
    office.run("user", "remove", "otto")
    assert not is_in(third)


def test_a_lower_role_counts_at_once_for_an_open_session(office, sign_in):
    office.add_user("vera", "viewer")
    session = sign_in("vera")
    answer = session.post(office.address + "/shops/DEMO/test", {"csrf": session.csrf}, allow_redirects=False)
    assert answer.status_code == 403
    office.run("user", "remove", "vera")


def test_pages_are_not_kept_by_caches(office, sign_in):
    session = sign_in()
    for address in ["/", "/orders", "/api/v1/orders", "/sign-in"]:
        assert session.get(office.address + address).headers["Cache-Control"] == "no-store", address

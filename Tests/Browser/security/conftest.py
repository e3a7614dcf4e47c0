"""For the tests of safety: one furnished office for a file, asked over plain HTTP where no browser is needed."""

import pytest
import requests

from support.office import PASSWORD, Office
from support.pages import furnish


@pytest.fixture(scope="module")
def office(tmp_path_factory, sandbox):
    office = Office(tmp_path_factory.mktemp("office"), environment={"BACKROOM_LOG_LEVEL": "trace"})
    try:
        furnish(office.start(), sandbox, orders=8)
        office.add_user("anna")
        yield office
    finally:
        office.stop()


@pytest.fixture
def sign_in(office):
    """Signs in as a browser would and answers the session; `csrf` is what its pages' forms carry."""

    def enter(name: str = "anna", password: str = PASSWORD, **headers) -> requests.Session:
        session = requests.Session()
        session.headers.update(headers)
        answer = session.post(office.address + "/sign-in", {"name": name, "password": password}, allow_redirects=False)
        assert answer.status_code == 303, answer.text
        page = session.get(office.address + "/").text
        session.csrf = page.split('name="csrf" content="')[1].split('"')[0]
        return session

    return enter

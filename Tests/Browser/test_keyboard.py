"""Keyboard only: everything is reached by Tab and pressed by Enter or Space, and one sees where one is."""

from playwright.sync_api import expect


def tab_to(page, name, *, limit=80):
    """Presses Tab until the focus is on what has this name, as a person would who looks where the focus is."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        found = page.evaluate("() => (document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '').trim()")
        if found == name:
            return
    raise AssertionError(f"Tab does not reach “{name}”.")


def test_start_a_sync_and_look_at_it_without_a_mouse(office, shop, visit):
    office.connect(shop)
    page = visit()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    title = page.get_by_role("heading", level=1)
    tab_to(page, "Shops")
    page.keyboard.press("Enter")
    expect(title).to_contain_text("Shopify shops")
    tab_to(page, "DEMO")
    page.keyboard.press("Enter")
    expect(title).to_contain_text("DEMO")
    tab_to(page, "Sync orders")
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_contain_text("Job queue started")
    tab_to(page, "Show entry")
    page.keyboard.press("Enter")
    expect(title).to_contain_text("Sync orders from Shopify")


def test_skip_to_the_content(visit):
    page = visit()
    page.goto("/job-queue")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_the_schedule_is_made_without_a_mouse(office, shop, visit):
    office.connect(shop)
    page = visit()
    page.goto("/job-queue/new")
    page.get_by_label("Task").focus()
    page.keyboard.type("Sync orders")
    # Past the task's own button, which shows its parameters.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("DEMO")
    page.locator("input[name=days]").first.focus()
    for _ in range(7):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.get_by_label("Every (minutes)").focus()
    page.keyboard.type("15")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The entry is made.")
    [entry] = office.json("jobs", "list")
    assert (entry["task"], entry["shop"], entry["recurrence"]["every"]) == ("sync-orders", "DEMO", 15)
    assert len(entry["recurrence"]["days"]) == 7


def test_the_focus_is_seen_everywhere(office, shop, visit):
    """Whatever takes the focus looks different from when it does not have it: an outline, a ring, or another border."""
    office.connect(shop)
    page = visit()
    for address in ["/", "/shops/DEMO", "/job-queue/new", "/orders"]:
        page.goto(address)
        for _ in range(40):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => {
                    const at = document.activeElement;
                    if (at === document.body) return "end";
                    // A control that is drawn by its neighbour shows the focus there.
                    return [at, at.nextElementSibling].some(it => it && getComputedStyle(it).outlineStyle !== "none"
                        && parseFloat(getComputedStyle(it).outlineWidth) >= 2) || at.outerHTML.slice(0, 200);
                }"""
            )
            if seen == "end":
                break
            assert seen is True, f"{address}: the focus on {seen} cannot be seen"


def test_access_keys_are_unique_on_a_page(office, shop, visit):
    office.connect(shop)
    page = visit()
    for address in ["/", "/shops/DEMO", "/job-queue"]:
        page.goto(address)
        keys = page.eval_on_selector_all("[accesskey]", "all => all.map(it => it.accessKey)")
        assert len(keys) == len(set(keys)), (address, keys)

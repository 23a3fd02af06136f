"""The admin in a real browser: its pages must work under the site's Content-Security-Policy."""

from tests.browser.waiting import loading


def test_an_administrator_signs_in_and_uses_the_admins_scripts(page, django_user_model):
    django_user_model.objects.create_superuser("archivist", password="let-me-in-please")

    page.goto("/admin/login/")
    page.fill("#id_username", "archivist")
    page.fill("#id_password", "let-me-in-please")
    with loading(page):
        page.click("input[type=submit]")
    page.goto("/admin/auth/user/add/")
    assert page.locator("#header").evaluate("e => getComputedStyle(e).display") == "flex"

    page.goto("/admin/auth/group/add/")
    # The two lists side by side are built by the admin's scripts.
    page.locator(".selector-available option").first.wait_for(state="attached")
    page.fill("#id_name", "Desk")
    with loading(page):
        page.click("input[name=_save]")
    assert "Desk" in page.locator("#result_list").inner_text()


def test_the_policy_stops_an_inline_script(page):
    page.goto("/admin/login/")

    page.evaluate(
        "const s = document.createElement('script'); s.text = 'window.ran = true';"
        "document.head.append(s)"
    )

    assert page.evaluate("window.ran") is None
    assert "Content Security Policy" in page.problems.pop()

"""Addresses that machines ask for."""


def test_the_sitemap_lists_public_pages_with_their_translations(module, client, page_of):
    text = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/en/courses/squares/</loc>" in text
    german = f"http://testserver{page_of('catalogue', 'de').url}"
    assert f'<xhtml:link rel="alternate" hreflang="de" href="{german}"/>' in text
    assert text.count("<url>") == 9  # four home pages, four catalogues, one course in one language
    assert "/first/" not in text
    assert "imprint" not in text


def test_the_sitemap_costs_the_same_for_any_number_of_pages(
    module, client, django_assert_num_queries, page_of
):
    client.get("/sitemap.xml")
    with django_assert_num_queries(2):
        client.get("/sitemap.xml")
    imprint = page_of("imprint", "en")
    imprint.body = "<p>Who we are.</p>"
    imprint.save_revision().publish()
    with django_assert_num_queries(2):
        client.get("/sitemap.xml")


def test_crawlers_are_told_where_the_pages_are(client, db):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_old_address_of_the_icon_leads_to_the_new_one(client, db):
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"

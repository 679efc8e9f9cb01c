"""The last look finds what no page may hold, and nothing in the pages of the site."""

import re
from pathlib import Path

import pytest

from pipeline.site.content_security import script_hash
from pipeline.site.last_look import UnsafePageError, findings
from tests.security import hostile
from tests.security.sites import Sites

OWN = "document.body.dataset.theme = 'auto'"
POLICY = f"script-src 'self' '{script_hash(OWN)}'"


def page(body: str) -> str:
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return f"<html><head>{policy}</head><body><script>{OWN}</script>{body}</body></html>"


def found(body: str) -> list[str]:
    return list(findings(page(body), POLICY))


@pytest.mark.parametrize(
    "body",
    [
        "<script>window.pwned = 1</script>",
        f"<script>{OWN} </script>",
        "<SCRIPT>window.pwned = 1</SCRIPT>",
        "<script>window.pwned = 1",
        '<script type="module">window.pwned = 1</script>',
        '<script src="https://evil.example/x.js"></script>',
        '<script src="//evil.example/x.js"></script>',
        r'<script src="\\evil.example/x.js"></script>',
        '<script src="data:text/javascript,1"></script>',
        '<img src="x.png" onerror="1">',
        '<p ONCLICK="1">x</p>',
        '<img src="https://evil.example/x.png">',
        '<img src=" //evil.example/x.png">',
        '<img srcset="//evil.example/x.png 2x">',
        '<table background="https://evil.example/x.png"></table>',
        '<link rel="stylesheet" href="https://evil.example/x.css">',
        '<link rel="dns-prefetch" href="//evil.example">',
        '<a href="javascript:window.pwned=1">x</a>',
        '<a href="JavaScript:window.pwned=1">x</a>',
        '<a href="&#1;javascript:window.pwned=1">x</a>',
        '<a href="java&#10;script:window.pwned=1">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<a href="//evil.example/">x</a>',
        '<svg><a xlink:href="javascript:window.pwned=1"></a></svg>',
        '<form action="https:evil.example"></form>',
        '<button formaction="javascript:1">x</button>',
        '<iframe src="about.html"></iframe>',
        '<iframe srcdoc="x"></iframe>',
        '<object data="x.svg"></object>',
        '<embed src="x.svg">',
        '<base href="about/">',
        '<meta http-equiv="refresh" content="0;url=about.html">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY} *">',
        "<style>body { display: none }</style>",
        "<svg><animate></animate></svg>",
        "<math><maction></maction></math>",
        "<svg><foreignObject></foreignObject></svg>",
        "<svg><style>path { fill: red }</style></svg>",
        "<template><p>x</p></template>",
        '<body onload="1">',
        '<!--><img src="x.png" onerror="1">-->',
        '<!-- --!><img src="x.png" onerror="1">-->',
        '<svg/onload="1">',
        '<img src="x.png"title="x"onerror="1">',
        '<select><option onclick="1">x</select>',
        '<noscript><style></noscript><img src="x.png" onerror="1"></style></noscript>',
        "<noscript><p title='</noscript><img src=x.png onerror=1>'></p></noscript>",
    ],
)
def test_what_no_page_may_hold_is_found(body: str) -> None:
    assert len(found(body)) >= 1


@pytest.mark.parametrize(
    "body",
    [
        '<script src="../_static/furo.js?v=1:2"></script>',
        '<script type="application/ld+json">{"@type": "Review"}</script>',
        '<img src="../_images/good.png" style="width: 50%">',
        '<a href="https://good.example/">x</a> <a href="mailto:a@good.example">x</a>',
        '<a href="../papers/2101.00001.html?a=b:c#d:e">x</a> <a href="#a:b">x</a>',
        '<link rel="canonical" href="https://site.example/">',
        '<link rel="cite-as" href="https://doi.org/10.1234/first">',
        '<form action="search.html"></form>',
        '<svg><use href="#svg-sun"></use></svg>',
        "<p>on one = two; javascript: x</p>",
        "<noscript><p>Search needs JavaScript.</p></noscript>",
    ],
)
def test_what_pages_hold_is_let_through(body: str) -> None:
    assert found(body) == []


@pytest.mark.parametrize(
    "html",
    ["", page("").replace("<head>", "<head></head><body>"), page("").replace("'self'", "*")],
    ids=["none", "in the body", "another"],
)
def test_a_page_needs_the_policy(html: str) -> None:
    assert "no Content-Security-Policy" in list(findings(html, POLICY))


def test_every_page_names_one_policy(sites: Sites) -> None:
    policies = {
        str(policy)
        for name in sites.hostile.pages()
        for policy in sites.hostile.page(name).xpath("/html/head/meta[@http-equiv]/@content")
    }
    assert len(policies) == 1
    assert "default-src 'self'" in policies.pop()


def test_the_policy_allows_no_script_that_no_page_has(sites: Sites) -> None:
    page = sites.hostile.page("index")
    [policy] = page.xpath("//meta[@http-equiv]/@content")
    scripts = page.xpath("//script[not(@src) and not(@type)]/text()")
    assert re.findall("'(sha256-.*?)'", policy) == [script_hash(each) for each in scripts]


def test_a_site_below_a_folder_of_any_name_is_looked_at(tmp_path: Path) -> None:
    site = hostile.write(tmp_path / "_static" / "site", [])
    with (site.root / "docs/en/about.md").open("a", encoding="utf-8") as page:
        page.write("\n<iframe src='about.html'></iframe>\n")
    for image in set(hostile.IMAGES) - {"good.png"} | {"link.png"}:
        (site.root / "reviews/images" / image).unlink()
    with pytest.raises(UnsafePageError, match=r"about\.html"):
        site.build()

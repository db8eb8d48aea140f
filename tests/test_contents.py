"""The last look at a page before a host gets it: nothing runs unasked, and nothing lies elsewhere."""

import pytest

from publishing.policy import PolicyError, hashes_of


@pytest.mark.parametrize(
    "inside",
    [
        "<article><script>alert(1)</script></article>",
        "<article><div><script type='application/ld+json'>{}</script></div></article>",
        "<article><meta http-equiv=refresh content='0;url=/x'></article>",
        "<iframe src='x'></iframe>",
        "<object data='x'></object>",
        "<embed src='x'>",
        "<base href='/x/'>",
        "<script src='https://e.example/x.js'></script>",
        "<script src='//e.example/x.js'></script>",
        "<img src='HTTP://e.example/x.png'>",
        "<img src=' \\\\e.example/x.png'>",
        "<link rel='preload stylesheet' href='https://e.example/x.css'>",
        "<form action='https://e.example/'></form>",
        "<button formaction='javascript:1'>x</button>",
    ],
)
def test_a_page_with_what_runs_or_lies_elsewhere_has_no_policy(inside: str) -> None:
    with pytest.raises(PolicyError):
        hashes_of(f"<!doctype html><body>{inside}")


def test_a_page_of_the_site_has_a_policy() -> None:
    page = "<head><script>x</script><link rel=canonical href='https://e.example/'></head>"
    page += "<article><img src='x.png'><a href='https://e.example/'>x</a><a href='data/'>x</a></article>"
    assert list(hashes_of(page).values()) == [True]

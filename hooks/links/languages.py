"""Language codes that `hreflang` may hold, as search engines read them: language, script, region.

Languages: ISO 639-1, or any three letters as for 'yue'. Scripts: four letters. Regions: ISO 3166-1
alpha-2, or three digits of UN M.49.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is often written for a language or region, and what stands for it.
_OFTEN_MEANT = {"jp": "ja", "cn": "zh", "kr": "ko", "cz": "cs", "dk": "da", "gr": "el", "en-uk": "en-GB"}

_CODE = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}|[0-9]{3}))?")
_LANGUAGES = _words(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co "
    "cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl "  # codespell:ignore
    "gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg "
    "ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk "
    "ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps "  # codespell:ignore
    "pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za "  # codespell:ignore
    "zh zu"
)
_REGIONS = _words(
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl "
    "bm bn bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv "
    "cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd "  # codespell:ignore
    "ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im "
    "in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk "
    "lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw "
    "mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr "
    "ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss "
    "st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy "
    "uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
X_DEFAULT = "x-default"


def is_hreflang(code: str) -> bool:
    """Tell whether a code is one that search engines understand; upper and lower case are the same."""
    lower = code.lower()
    match = _CODE.fullmatch(lower)
    if not match:
        return lower == X_DEFAULT
    language, region = match.groups()
    known = len(language) == 3 or language in _LANGUAGES
    return known and (region is None or region.isdigit() or region in _REGIONS)


def meant_hreflang(code: str) -> str | None:
    """Return the code that a wrong one was meant for, where that can be told."""
    lower = code.lower().replace("_", "-")
    if found := _OFTEN_MEANT.get(lower):
        return found
    return code.replace("_", "-") if "_" in code and is_hreflang(lower) else None


def primary(code: str) -> str:
    """Return the language without script and region: 'en' of 'en-GB'."""
    return code.lower().replace("_", "-").partition("-")[0]

"""A year of four fictitious publishers: releases with edits, removals, moves, walls and outages, each on its day."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.capture.site import Asked, Page, Reply, Site, html

START = datetime(2025, 1, 6, 0, 0, tzinfo=UTC)
DAYS = 365
KINDS = ("facts", "words", "removed", "moved", "soft_404", "noise", "wall", "outage", "restored", "plain")
EXPECTED = {
    "facts": ["facts"], "words": ["words"], "removed": ["removed"], "soft_404": ["removed"], "moved": ["moved"],
    "restored": ["removed", "restored"],
}  # fmt: skip
INCIDENTS = (
    (
        "不正アクセスによる個人情報漏えいのお知らせ",
        "サーバーが不正アクセスを受け、お客様{n}名の氏名が漏えいしたおそれがあります。",
    ),
    ("ランサムウェア被害に関するお知らせ", "ランサムウェアに感染し、取引先{n}名の連絡先が暗号化されました。"),
    ("メール誤送信についてのお詫び", "宛先を誤り、会員{n}名のメールアドレスを含む電子メールを送信しました。"),
    ("個人情報を含む書類の紛失について", "職員が住民{n}名の住所を記載した名簿を紛失しました。"),
)
NEWS = ("新商品発売のご案内", "夏季休業のお知らせ", "決算短信の開示", "採用情報を公開しました")
BOMB = gzip.compress(b"\0" * 30_000_000)


class SimulatedClock:
    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Publication:
    number: int
    host: int
    day: int
    kind: str
    path: str
    address: str = ""

    @property
    def title(self) -> str:
        return f"{INCIDENTS[self.number % 4][0]}（{self.number:03}号）"

    def body(self, day: int) -> list[str]:
        edited = day >= self.day + 25
        count = 100 + self.number + (1000 if self.kind == "facts" and edited else 0)
        told = (
            "深くお詫び申し上げます。"
            if not (self.kind == "words" and edited)
            else "心より深くお詫び申し上げる次第です。"
        )
        when = START + timedelta(days=self.day - 2)
        return [
            f"{when.year}年{when.month}月{when.day}日、当社の{INCIDENTS[self.number % 4][1].format(n=count)}",
            f"管理番号は{self.number:03}であり、原因を調査しています。",
            f"関係者の皆様にご迷惑をおかけし、{told}",
            "再発防止のため、職員への教育を行います。",
        ]


@dataclass
class Year:
    clock: SimulatedClock
    sites: list[Site]
    made: list[Publication] = field(default_factory=list)

    @property
    def day(self) -> int:
        return (self.clock.at - START).days

    def page(self, one: Publication) -> Callable[[Asked], Reply]:
        def answer(_asked: Asked) -> Reply:
            age = self.day - one.day
            if age < 0 or (one.kind == "removed" and age >= 30) or (one.kind == "restored" and 25 <= age < 100):
                return Reply(b"<h1>404 Not Found</h1>", 404)
            if one.kind == "moved" and age >= 30:
                return Reply(b"", 301, {"Location": one.path.replace("/n/", "/archive/")})
            if one.kind == "soft_404" and age >= 30:
                return html("<title>みほん</title><h1>お探しのページは見つかりませんでした</h1>")
            if one.kind == "wall" and 15 <= age < 45:
                return Reply(b"<title>Just a moment...</title>", 403, {"cf-mitigated": "challenge"})
            if one.kind == "outage" and 15 <= age < 40:
                return Reply(b"busy", 503)
            return self.shown(one)

        return answer

    def shown(self, one: Publication) -> Reply:
        noise = one.kind == "noise"
        news = "".join(f"<li><a href='/x{n}'>お知らせ{n + self.day}</a></li>" for n in range(3)) if noise else ""
        counter = f"<p>アクセス数 {self.day * 7 + 1}</p>" if noise else ""
        words = "".join(f"<p>{line}</p>" for line in one.body(self.day))
        when = START + timedelta(days=one.day)
        body = (
            f"<html><head><meta charset='{CHARSETS[one.host]}'><title>{one.title}</title></head><body><nav><a href='/'>ホーム</a>"
            f"</nav><main><h1>{one.title}</h1><p>{when.year}年{when.month}月{when.day}日</p><p>みほん{one.host}株式会社</p>{words}"
            f"<p>以上</p>{counter}<ul>{news}</ul></main><footer>(c) みほん {self.day if noise else ''}</footer></body></html>"
        )
        # The third publisher says UTF-8 in its header and writes Shift_JIS.
        kind = "text/html; charset=utf-8" if one.host == 1 else "text/html"
        return Reply(body.encode(CHARSETS[one.host]), headers={"Content-Type": kind})

    def out(self, host: int) -> list[Publication]:
        """What a publisher has published and lists still, newest first; the last one lists 31 days only."""
        days = 31 if host == 3 else DAYS
        found = [one for one in self.made if one.host == host and self.day - days < one.day <= self.day]
        return sorted(found, key=lambda one: -one.number)[:60]

    def rss(self, _asked: Asked) -> Reply:
        items = "".join(f"<item><title>{one.title}</title><link>{one.address}</link></item>" for one in self.out(0))
        items += "".join(
            f"<item><title>{words}</title><link>{self.sites[0].root}/news{n}</link></item>"
            for n, words in enumerate(NEWS)
        )
        for n, path in enumerate(TRAPS):
            items += f"<item><title>不正アクセスによる漏えいのお知らせ{n}</title><link>{self.sites[0].root}{path}</link></item>"
        xml = (
            f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>n</title>{items}</channel></rss>"
        )
        return Reply(xml.encode(), headers={"Content-Type": "application/rss+xml"})

    def listing(self, _asked: Asked) -> Reply:
        rows = "".join(
            f"<li>{START + timedelta(days=o.day):%Y.%m.%d} <a href='{o.path}'>{o.title}</a></li>" for o in self.out(1)
        )
        rows += "".join(f"<li><a href='/news{n}'>{words}</a></li>" for n, words in enumerate(NEWS))
        rows += "<li><a href='/private/1'>不正アクセスによる個人情報漏えいのお知らせ（非公開）</a></li>"
        page = f"<html><head><meta charset='shift_jis'></head><body><nav><a href='/a'>メニュー</a></nav><ul>{rows}</ul></body></html>"
        return Reply(page.encode("cp932"), headers={"Content-Type": "text/html"})

    def sitemap(self, _asked: Asked) -> Reply:
        urls = "".join(f"<url><loc>{one.address}</loc></url>" for one in self.out(2))
        urls += "".join(f"<url><loc>{self.sites[2].root}/news{n}</loc></url>" for n in range(len(NEWS)))
        xml = f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"
        return Reply(gzip.compress(xml.encode()), headers={"Content-Type": "application/gzip"})

    def json_feed(self, _asked: Asked) -> Reply:
        items = [{"id": o.address, "url": o.address, "title": o.title} for o in self.out(3)]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "n", "items": items}
        return Reply(json.dumps(feed).encode(), headers={"Content-Type": "application/feed+json"})

    def expected(self) -> set[tuple[str, str]]:
        return {(one.address, kind) for one in self.made for kind in EXPECTED.get(one.kind, [])}


CHARSETS = ("utf-8", "cp932", "euc-jp", "utf-8")
TRAPS = ("/trap/loop", "/trap/bomb")


def _loop(asked: Asked) -> Reply:
    return Reply(b"", 302, {"Location": f"{asked.path}x"})


# By day 160 all is out: looks grow rare, and an absence of less than the longest interval may pass unseen.
def make_year(new_site: Callable[..., Site], releases: int, until: int = 160) -> Year:
    clock = SimulatedClock()
    year = Year(clock, [new_site(f"127.0.0.{n + 2}", clock) for n in range(4)])
    for number in range(releases):
        host, day = number % 4, 1 + number * until // releases
        one = Publication(number, host, day, KINDS[number // 4 % len(KINDS)], f"/n/{number:03}.html")
        one.address = year.sites[host].root + one.path
        year.sites[host].pages |= {one.path: year.page(one), one.path.replace("/n/", "/archive/"): _moved(year, one)}
        year.made.append(one)
    pages: list[dict[str, Page]] = [
        {"/feed": year.rss},
        {"/list": year.listing},
        {"/sitemap.xml.gz": year.sitemap},
        {"/feed": year.json_feed},
    ]
    for site, own in zip(year.sites, pages, strict=True):
        site.pages |= own
        for n, words in enumerate(NEWS):
            site.pages[f"/news{n}"] = html(
                f"<title>{words}</title><h1>{words}</h1><p>いつもご利用いただきありがとうございます。</p>"
            )
    year.sites[1].pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private/\n")
    year.sites[0].pages["/trap/bomb"] = Reply(BOMB, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})
    for hops in range(30):
        year.sites[0].pages["/trap/loop" + "x" * hops] = _loop
    return year


def _moved(year: Year, one: Publication) -> Callable[[Asked], Reply]:
    return lambda _asked: year.shown(one)

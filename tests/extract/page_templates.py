"""Thirty pages as Japanese companies, towns and schools make them, each to be filled with a release."""

import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from tests.extract.setting import Setting, cells

from jikenbo.model.text import BlockKind

MENU = ("ホーム", "会社情報", "製品・サービス", "ニュース", "採用情報", "投資家の皆さまへ", "お問い合わせ")
TOWN = ("くらし・手続き", "子育て・教育", "健康・福祉", "観光・文化", "しごと・産業", "町政情報", "防災")
SCHOOL = ("学校紹介", "入学案内", "学校生活", "進路", "部活動", "アクセス", "在校生・保護者の方へ")
NEWS = (
    ("2026.02.10", "新製品「かぜ」の販売を始めました"),
    ("2026.01.28", "年度末の営業日のご案内"),
    ("2026.01.15", "展示会に出展します"),
    ("2025.12.20", "冬期休業のお知らせ"),
    ("2025.12.01", "本社移転のお知らせ"),
)
COOKIE = "当サイトでは、利便性の向上のためにクッキーを使用しています。閲覧を続けると、クッキーの使用に同意したものとみなします。"
COPYRIGHT = "Copyright © 2026 All Rights Reserved."
ADDRESS = "〒100-0000 東京都架空区みほん町1-2-3 電話03-0000-0000（代表）開庁時間 平日8時30分から17時15分"
SCRIPT = "<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}gtag('js',new Date());</script>"


def links(words: tuple[str, ...], tag: str = "li", gap: str = "") -> str:
    """Words as links, each in an element."""
    return gap.join(f'<{tag}><a href="/p{n}.html">{word}</a></{tag}>' for n, word in enumerate(words))


def news(tag: str = "li") -> str:
    """A list of other news."""
    return "".join(
        f'<{tag}><span>{day}</span> <a href="/news/{n}">{title}</a></{tag}>' for n, (day, title) in enumerate(NEWS)
    )


def paragraphs(one: Setting, tag: str = "p") -> str:
    """The body with an element a block, headings as h2, tables as tables and items as a list."""
    parts = []
    for kind, group in groupby(one.body, key=lambda block: block[0]):
        words = [html.escape(text).replace("\n", "<br>") for _, text in group]
        if kind is BlockKind.ROW:
            rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in cells(row)) + "</tr>" for row in words)
            parts.append(f"<table>{rows}</table>")
        elif kind is BlockKind.HEADING:
            parts += [f"<h2>{text}</h2>" if tag == "p" else f"<{tag}><b>{text}</b></{tag}>" for text in words]
        else:
            parts += [f"<{tag}>{text}</{tag}>" for text in words]
    return "\n".join(parts)


def broken(one: Setting) -> str:
    """The body as one run of text with line breaks."""
    return "<br><br>\n".join(html.escape(text.replace("|", " ")).replace("\n", "<br>") for _, text in one.body)


Fill = Callable[[Setting], str]


@dataclass(frozen=True)
class Template:
    """A page's name, the encoding it comes in, and what makes it of a release."""

    name: str
    encoding: str
    fill: Fill

    def page(self, one: Setting) -> bytes:
        """The page with a release in it, in its own encoding."""
        return self.fill(one).encode(self.encoding, "xmlcharrefreplace")


def _page(encoding: str, head: str, body: str, one: Setting, site: str = "") -> str:
    title = html.escape(one.title) + (f" | {html.escape(site or one.organisation)}")
    return f'<!DOCTYPE html>\n<html lang="ja"><head><meta charset="{encoding}"><title>{title}</title>{head}{SCRIPT}</head><body>{body}</body></html>'


def _made(name: str, encoding: str, body: str, *, head: str = "", flat: str = "", tag: str = "p") -> Template:
    """A template from a body in which {title}, {date}, {org} and {body} stand for the release's parts."""

    def fill(one: Setting) -> str:
        inner = broken(one) if flat else paragraphs(one, tag)
        filled = body
        known = {"title": html.escape(one.title), "date": html.escape(one.date), "org": html.escape(one.organisation)}
        for key, value in (known | {"body": inner}).items():
            filled = filled.replace(f"{{{key}}}", value)
        return _page(encoding, head, filled, one)

    return Template(name, encoding, fill)


BAR = f'<div class="cookie-bar"><p>{COOKIE}</p><button>同意する</button></div>'
NAMELESS_BAR = f'<div style="position:fixed;bottom:0"><p>{COOKIE}</p><a href="/privacy">詳しく見る</a> <button>閉じる</button></div>'
FOOT = f"<footer><ul>{links(MENU)}</ul><p>{ADDRESS}</p><small>{COPYRIGHT}</small></footer>"
DIV_FOOT = f'<div id="footer"><ul>{links(MENU)}</ul><address>{ADDRESS}</address><p>{COPYRIGHT}</p></div>'
NAV = f"<nav><ul>{links(MENU)}</ul></nav>"
CRUMBS = (
    '<ol class="breadcrumb"><li><a href="/">ホーム</a></li><li><a href="/news/">ニュース</a></li><li>お知らせ</li></ol>'
)
SIZES = '<div><span>文字サイズ</span><a href="#">小</a><a href="#">中</a><a href="#">大</a><a href="#">読み上げる</a><a href="#">English</a><a href="#">中文</a></div>'
SHARE = '<ul class="sns"><li><a href="#">ツイート</a></li><li><a href="#">シェアする</a></li><li><a href="#">LINEで送る</a></li></ul>'
TOP = '<p class="pagetop"><a href="#top">このページの先頭へ戻る</a></p>'
SURVEY = (
    "<div id='enquete'><h2>このページの情報は役に立ちましたか？</h2><form><label><input type=radio>役に立った</label>"
    "<label><input type=radio>どちらともいえない</label><label><input type=radio>役に立たなかった</label>"
    "<button>送信</button></form></div>"
)
MONTHS = "".join(f'<li><a href="/{y}/{m}">{y}年{m}月（{m + 3}）</a></li>' for y in (2025, 2026) for m in range(1, 9))
CARDS = "".join(
    f'<div class="card"><a href="/c{n}"><h3>{title}</h3><p>{day} 詳しくはこちらのページをご覧ください。皆さまのお越しをお待ちしております。</p></a></div>'
    for n, (day, title) in enumerate(NEWS)
)

TEMPLATES = (
    _made("company-html5", "utf-8", f"<header><h1>くぬぎ堂</h1>{NAV}</header><main>{CRUMBS}<article><h1>{{title}}</h1><time>{{date}}</time><p>{{org}}</p>{{body}}</article></main>{FOOT}{BAR}"),
    _made("company-div-soup", "utf-8", f'<div id="wrap"><div id="header"><ul id="gnav">{links(MENU)}</ul></div><div id="contents"><div class="date">{{date}}</div><h2 class="ttl">{{title}}</h2><div class="txt"><p>{{org}}</p>{{body}}</div>{TOP}</div>{DIV_FOOT}</div>'),
    _made("company-sidebar-first", "shift_jis", f'<div class="container"><div class="left-column"><h3>ニュース一覧</h3><ul>{news()}</ul><ul>{links(MENU)}</ul></div><div class="right-column"><h1>{{title}}</h1><p>{{date}}</p><p>{{org}}</p>{{body}}</div></div><p align="center">{COPYRIGHT}</p>'),
    _made("old-tables", "shift_jis", f'<table width="780"><tr><td colspan="2"><img src="l.gif">{links(MENU, "font", " | ")}</td></tr><tr><td width="180" valign="top">{links(MENU, "font", "<br>")}</td><td width="600"><b>{{title}}</b><br><br><div align="right">{{date}}<br>{{org}}</div><br>{{body}}</td></tr><tr><td colspan="2" align="center"><font size="1">{COPYRIGHT}</font></td></tr></table>', flat="br"),
    _made("old-center-font", "euc-jp", f'<center><font size="5">{{title}}</font></center><hr><div align="right">{{date}}<br>{{org}}</div><blockquote>{{body}}</blockquote><hr><a href="index.html">トップページへ戻る</a><br>{COPYRIGHT}', flat="br"),
    _made("wordpress-theme", "utf-8", f'<div id="page" class="site"><header id="masthead" class="site-header"><nav id="site-navigation">{links(MENU, "span")}</nav></header><div id="content"><article class="post-12 post type-post"><header class="entry-header"><h1 class="entry-title">{{title}}</h1><div class="entry-meta"><span class="posted-on">{{date}}</span></div></header><div class="entry-content"><p>{{org}}</p>{{body}}</div><footer class="entry-footer">カテゴリー: <a href="/c">お知らせ</a></footer></article><nav class="navigation post-navigation"><a href="/a">前の記事 {NEWS[0][1]}</a><a href="/b">次の記事 {NEWS[1][1]}</a></nav></div><aside id="secondary" class="widget-area"><h2>最近の投稿</h2><ul>{news()}</ul><h2>アーカイブ</h2><ul>{MONTHS}</ul></aside></div>'),
    _made("wordpress-related", "utf-8", f'<main><article><h1>{{title}}</h1><p>{{date}}</p><div class="entry-content"><p>{{org}}</p>{{body}}</div>{SHARE}</article><section class="related-posts"><h2>関連する記事</h2>{CARDS}</section></main>{FOOT}'),
    _made("town-cms", "utf-8", f'<div id="tmp_wrapper"><div id="tmp_header">{SIZES}<ul>{links(TOWN)}</ul></div><div id="tmp_pankuzu"><p><a href="/">トップページ</a> &gt; <a href="/s">町政情報</a> &gt; お知らせ</p></div><div id="tmp_main"><div id="tmp_contents"><p id="tmp_update">更新日：{{date}}</p><h1>{{title}}</h1><p>{{org}}</p>{{body}}</div>{SURVEY}</div><div id="tmp_footer"><p>{ADDRESS}</p><p>{COPYRIGHT}</p></div></div>'),
    _made("town-old", "shift_jis", f'<div id="base"><div class="head">{SIZES}</div><div class="gmenu"><ul>{links(TOWN)}</ul></div><div class="honbun"><h1>{{title}}</h1><p class="koushin">{{date}}</p><p>{{org}}</p>{{body}}</div><div class="lmenu"><h2>お知らせ</h2><ul>{news()}</ul></div><div class="foot"><p>{ADDRESS}</p></div></div>'),
    _made("town-table-layout", "euc-jp", f'<table><tr><td><ul>{links(TOWN)}</ul></td></tr></table><table><tr><td valign="top"><ul>{news()}</ul></td><td><h1>{{title}}</h1><p>{{date}}</p><p>{{org}}</p>{{body}}</td></tr></table><table><tr><td>{ADDRESS}</td></tr></table>'),
    _made("school-simple", "shift_jis", f'<div><ul>{links(SCHOOL)}</ul></div><h2>{{title}}</h2><p align="right">{{date}}</p><p align="right">{{org}}</p>{{body}}<hr><p><a href="index.html">戻る</a></p>'),
    _made("school-blog", "utf-8", f'<div class="wrapper"><div class="header-image"><a href="/">みほん高等学校</a></div><div class="menu-bar"><ul>{links(SCHOOL)}</ul></div><div class="main-column"><div class="blog-post"><div class="blog-title"><h3>{{title}}</h3></div><div class="blog-date">{{date}}</div><div class="blog-body"><div>{{org}}</div>{{body}}</div></div></div><div class="sub-column"><h4>カレンダー</h4><table><tr><td>日</td><td>月</td><td>火</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table><h4>最新の記事</h4><ul>{news()}</ul><p>訪問者数 123456</p></div></div>', tag="div"),
    _made("nameless-cookie-bar", "utf-8", f'{NAMELESS_BAR}<header>{NAV}</header><div class="c-1"><div class="c-2"><h1>{{title}}</h1><p>{{date}}</p><p>{{org}}</p>{{body}}</div></div>{FOOT}'),
    _made("hashed-classes", "utf-8", f'<div class="css-1x2y"><div class="css-9a">{links(MENU, "div")}</div><div class="css-7b"><div class="css-3c"><h1 class="css-t">{{title}}</h1><div class="css-d">{{date}}</div><div>{{org}}</div><div class="css-r">{{body}}</div></div><div class="css-8k"><h2>お知らせ一覧</h2>{news("div")}</div></div><div class="css-f"><div>{ADDRESS}</div><div>{COPYRIGHT}</div></div></div>', tag="div"),
    _made("react-noscript", "utf-8", f'<noscript>このサイトを見るにはJavaScriptを有効にしてください。</noscript><div id="root"><div role="banner"><div role="navigation">{links(MENU, "span")}</div></div><div role="main"><h1>{{title}}</h1><span>{{date}}</span><p>{{org}}</p>{{body}}</div><div role="contentinfo">{ADDRESS}{COPYRIGHT}</div></div><script>window.__STATE__={{"news":["{NEWS[0][1]}"]}}</script>'),
    _made("mega-menu", "utf-8", "<header>" + "".join(f"<div class='mega'><p>{top}</p><p>{top}について詳しくご紹介します。くわしい情報は各ページをご覧ください。</p><ul>{links(SCHOOL)}</ul></div>" for top in MENU) + f"</header><section><h1>{{title}}</h1><p>{{date}}</p><p>{{org}}</p>{{body}}</section>{FOOT}"),
    _made("news-list-below", "utf-8", f"<header>{NAV}</header><div class='inner'><h1>{{title}}</h1><p>{{date}}</p><p>{{org}}</p>{{body}}<h2>その他のお知らせ</h2><ul>{news()}</ul></div>{FOOT}"),
    _made("dl-news-list", "shift_jis", f"<div class='top'><dl>{''.join(f'<dt>{d}</dt><dd><a href=/n>{t}</a></dd>' for d, t in NEWS)}</dl></div><div class='detail'><h3>{{title}}</h3><p>{{date}}</p><p>{{org}}</p>{{body}}</div><p>{COPYRIGHT}</p>"),
    _made("prev-next", "utf-8", f"<header>{NAV}</header><main><h1>{{title}}</h1><p>{{date}}</p><p>{{org}}</p>{{body}}<div class='pager'><a href='/1'>前へ</a><a href='/0'>一覧へ戻る</a><a href='/2'>次へ</a></div></main>{DIV_FOOT}"),
    _made("contact-banner", "utf-8", f"<header>{NAV}</header><article><h1>{{title}}</h1><p>{{date}}</p><p>{{org}}</p>{{body}}</article><div class='cta'><h2>まずはお気軽にご相談ください</h2><p>お見積もりは無料です。お電話またはフォームからご連絡ください。</p><a href='/contact'>お問い合わせはこちら</a></div>{FOOT}"),
    _made("modal-and-popups", "utf-8", f"<div class='modal' aria-hidden='true'><p>メールマガジンの登録をお願いします。新しい情報をお届けします。</p></div><div style='display: none'><p>印刷用の見出しです。このページは印刷に向いています。</p></div><header>{NAV}</header><div id='main'><h1>{{title}}</h1><p>{{date}}</p><p>{{org}}</p>{{body}}</div>{FOOT}"),
    _made("definition-layout", "utf-8", f"<header>{NAV}</header><dl class='release'><dt>件名</dt><dd><h1>{{title}}</h1></dd><dt>日付</dt><dd>{{date}}</dd><dt>発表者</dt><dd>{{org}}</dd><dt>本文</dt><dd>{{body}}</dd></dl>{FOOT}"),
    _made("pre-text", "euc-jp", f"<ul>{links(MENU)}</ul><h1>{{title}}</h1><pre>{{date}}\n{{org}}\n\n{{body}}</pre><address>{COPYRIGHT}</address>", flat="br"),
    _made("investor-news", "utf-8", f'<div class="l-header"><div class="l-header__nav">{links(MENU, "div")}</div></div><div class="l-contents"><div class="p-ir"><p class="p-ir__date">{{date}}</p><h1 class="p-ir__title">{{title}}</h1><div class="p-ir__body"><p>{{org}}</p>{{body}}</div><div class="p-ir__link"><a href="/a.pdf">PDFで見る（123KB）</a></div></div></div><div class="l-footer"><div>{links(MENU, "div")}</div><p>{COPYRIGHT}</p></div>'),
    _made("hospital", "utf-8", f'<div id="headArea"><p class="tel">代表電話 03-0000-0000 受付時間 8:30から11:30まで</p><ul>{links(("外来のご案内", "入院のご案内", "診療科", "交通案内"))}</ul></div><div id="mainArea"><div class="news"><h2>{{title}}</h2><p>{{date}}</p><p>{{org}}</p>{{body}}</div></div><div id="sideArea"><p>休診日 土曜・日曜・祝日</p><ul>{news()}</ul></div><div id="footArea"><p>{ADDRESS}</p></div>'),
    _made("university", "utf-8", f'<header role="banner">{NAV}</header><div class="container"><div class="row"><div class="col-md-9">{CRUMBS}<h1>{{title}}</h1><p class="text-right">{{date}}</p><p class="text-right">{{org}}</p>{{body}}</div><div class="col-md-3"><ul class="list-group">{links(SCHOOL)}</ul><ul>{news()}</ul></div></div></div>{FOOT}'),
    _made("shop", "utf-8", f'<div class="shop-head"><a href="/cart">カート</a><a href="/login">ログイン</a></div><div class="ranking"><h3>人気ランキング</h3>{CARDS}</div><div class="information"><h2>{{title}}</h2><p>{{date}}</p><p>{{org}}</p>{{body}}</div><div class="guide"><h4>お支払い方法</h4><p>クレジットカード、代金引換、銀行振込をご利用いただけます。</p><h4>送料</h4><p>全国一律600円です。</p></div>{DIV_FOOT}'),
    _made("nested-sections", "utf-8", f"<header>{NAV}</header><main><section><h1>{{title}}</h1><section><p>{{date}}</p><p>{{org}}</p></section><section>{{body}}</section></section><section><h2>カテゴリ</h2><ul>{links(TOWN)}</ul></section></main>{FOOT}"),
    _made("long-sidebar", "shift_jis", f'<div class="main"><h1>{{title}}</h1><p>{{date}}</p><p>{{org}}</p>{{body}}</div><div class="sub">{CARDS}<ul>{MONTHS}</ul></div><div class="footer"><p>{ADDRESS}</p></div>'),
    _made("japanese-names", "utf-8", f'<div class="midashi"><ul>{links(TOWN)}</ul></div><div class="pankuzu"><a href="/">トップ</a>＞<a href="/k">広報</a></div><div class="kiji"><h1>{{title}}</h1><p class="hiduke">{{date}}</p><p>{{org}}</p>{{body}}</div><div class="kanren"><h2>関連情報</h2><ul>{news()}</ul></div><div class="toiawase"><h2>このページに関するお問い合わせ</h2><p>{ADDRESS}</p></div>{TOP}'),
)  # fmt: skip

_TOKEN = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]+|[ぁ-んァ-ヶー一-龠々]")


def tokens(text: str) -> Counter[str]:
    """The words of Latin letters and figures, and the single characters of Japanese, of a text."""
    return Counter(_TOKEN.findall(text))


def truth(one: Setting) -> Counter[str]:
    """The tokens that a page's text should have."""
    return tokens("\n".join((one.title, one.date, one.organisation, *(words for _, words in one.body))))


def f1(found: Counter[str], true: Counter[str]) -> float:
    """The token F1 of a text."""
    same = (found & true).total()
    return 2 * same / (found.total() + true.total()) if same else 0.0

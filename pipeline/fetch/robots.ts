import library from "robots-parser";

/** The library as it is: its types are written for another kind of module. */
const robotsParser = library as unknown as (
  url: string,
  text: string,
) => { readonly isAllowed: (url: string, robot: string) => boolean | undefined };

/** Bytes of a robots.txt that are read; RFC 9309 asks for at least so many. */
export const MAX_ROBOTS_BYTES = 500 * 1024;

/** The name that robots.txt files call the almanac by, in any case of letters. */
export const ROBOT_NAME = "HealthCareersAlmanac";

/** Says of an address of one origin whether its robots.txt lets the almanac fetch it. */
export type RobotsRules = (url: URL) => boolean;

/** Characters that mean the same percent-encoded or not (RFC 3986, 2.3). */
const UNRESERVED = /%(?:2[DE]|3\d|4[1-9A-F]|5[\dAF]|6[1-9A-F]|7[\dAE])/giu;

/**
 * Reads a robots.txt by RFC 9309. Matching is the library's; what it leaves open is settled before:
 * lines of other kinds do not part a group, a name ends where its letters end, a group may have no rule,
 * and percent-encoding is the same in rules and addresses.
 *
 * @param robotsUrl Address it stands for; rules hold for that origin only.
 */
export function parseRobots(robotsUrl: string, bytes: Uint8Array): RobotsRules {
  const robots = robotsParser(robotsUrl, normalized(textOf(bytes)));
  return (url) => {
    if (url.pathname === "/robots.txt") return true;
    return robots.isAllowed(comparable(url), ROBOT_NAME) ?? true;
  };
}

/** The first 500 KiB, up to the last whole line. */
function textOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, MAX_ROBOTS_BYTES));
  const whole = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
  return bytes.length > MAX_ROBOTS_BYTES ? text.slice(0, whole) : text;
}

function normalized(text: string): string {
  const lines = text.split(/\r\n|\r|\n/u).flatMap((line) => {
    const match = /^\s*(?<key>user-agent|allow|disallow)\s*:(?<value>[^#]*)/iu.exec(line);
    const { key = "", value = "" } = match?.groups ?? {};
    if (key === "") return [];
    return key.toLowerCase() === "user-agent"
      ? [{ isName: true, text: `user-agent: ${nameOf(value)}` }]
      : [{ isName: false, text: `${key}: ${patternOf(value.trim())}` }];
  });
  // A group of no rule forbids nothing; the library would pass over it and take the group for all others.
  const last = lines.at(-1)?.isName === true ? ["disallow:"] : [];
  return [...lines.map((line) => line.text), ...last].join("\n");
}

const nameOf = (value: string): string => /^\s*(?:\*|[A-Za-z_-]+)/u.exec(value)?.[0].trim() ?? "";

/** A `$` inside a pattern is itself; only at its end it means the end. */
const patternOf = (pattern: string): string =>
  unescaped(pattern.replace(/\$(?!$)/gu, "%24")).replace(/%[\da-f]{2}/giu, (octet) => octet.toUpperCase());

/** The address with its path encoded as the library encodes those of rules; wildcards in it are characters. */
function comparable({ origin, pathname, search }: URL): string {
  const path = encodeURI(unescaped(`${pathname}${search}`)).replaceAll("%25", "%");
  return `${origin}${path.replaceAll("*", "%2A").replaceAll("$", "%24")}`;
}

const unescaped = (path: string): string => path.replace(UNRESERVED, (octet) => decodeURIComponent(octet));

import { lookup as systemLookup } from "node:dns/promises";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { FetchError } from "./fetch-error.ts";

/** An address of a host, as the resolver gives it. */
export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a host name; rejects where it has none. */
export type Resolve = (hostname: string) => Promise<readonly HostAddress[]>;

/** The resolver of the machine. */
export const systemResolve: Resolve = (hostname) => systemLookup(hostname, { all: true });

/** IPv4 networks that are not the public internet: IANA special-purpose registry (RFC 6890), multicast, class E. */
const SPECIAL_IPV4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;

/** IPv6 networks inside 2000::/3 that are not the public internet, or that lead into IPv4 ones. */
const SPECIAL_IPV6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const special = new BlockList();
for (const [network, bits] of SPECIAL_IPV4) special.addSubnet(network, bits, "ipv4");
for (const [network, bits] of SPECIAL_IPV6) special.addSubnet(network, bits, "ipv6");

/** All that is assigned for the public internet so far; loopback, unique-local and link-local lie outside. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address is one of the public internet: not private, loopback, link-local, unique-local or reserved. */
export function isPublicAddress(address: string): boolean {
  const plain = address.split("%")[0] ?? "";
  if (isIP(plain) === 4) return !special.check(plain, "ipv4");
  return isIP(plain) === 6 && globalUnicast.check(plain, "ipv6") && !special.check(plain, "ipv6");
}

/** Says of an IP address whether it may be connected to. */
export type Allows = (address: string) => boolean;

/**
 * The address as a URL that may be asked for.
 *
 * @param base Address that redirected to it, if it is relative.
 * @throws FetchError unless it is http or https, without a password, and its host, where that is an IP address, is allowed.
 */
export function requireUrl(address: string, allows: Allows, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw new FetchError(`${JSON.stringify(address)} is no address`);
  const url = new URL(address, base);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new FetchError(`${url.protocol} addresses are not fetched`);
  if (url.username !== "" || url.password !== "") throw new FetchError("the address holds a password");
  const literal = url.hostname.replace(/^\[|\]$/gu, "");
  if (isIP(literal) !== 0 && !allows(literal)) throw notPublic(url.hostname, [{ address: literal }]);
  return url;
}

/**
 * A lookup for sockets that gives allowed addresses only. It is the socket's own, so a name that
 * resolves to one address when it is checked and to another when it is used gains nothing.
 */
export function guardedLookup(resolve: Resolve, allows: Allows): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const allowed = found.filter(({ address }) => allows(address));
        const [first] = allowed;
        if (first === undefined) {
          callback(notPublic(hostname, found), "", 0);
        } else if (options.all === true) callback(null, [...allowed]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, "", 0);
      },
    );
  };
}

const notPublic = (hostname: string, found: readonly { readonly address: string }[]): FetchError =>
  new FetchError(
    `${hostname} is not on the public internet (${found.map(({ address }) => address).join(", ")})`,
  );

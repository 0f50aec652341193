import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from "node:zlib";
import { errnoCode, messageOf } from "../lib/errno.ts";
import { FetchError } from "./fetch-error.ts";

/** Encodings that are asked for and undone. */
export const ACCEPT_ENCODING = "gzip, br, deflate";

type Inflater = (bytes: Uint8Array, options: ZlibOptions) => Promise<Uint8Array>;

const INFLATERS: Readonly<Record<string, Inflater>> = {
  gzip: promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip),
  "x-gzip": promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip),
  br: promisify<Uint8Array, ZlibOptions, Uint8Array>(brotliDecompress),
  deflate: inflateEither,
};

/** `deflate` is to be zlib (RFC 1950), and some servers send the bare stream (RFC 1951): the first byte tells. */
function inflateEither(bytes: Uint8Array, options: ZlibOptions): Promise<Uint8Array> {
  const isZlib = ((bytes[0] ?? 0) & 0x0f) === 8;
  return promisify<Uint8Array, ZlibOptions, Uint8Array>(isZlib ? inflate : inflateRaw)(bytes, options);
}

/**
 * Undoes the Content-Encoding of a body.
 *
 * @param limit Most bytes that may come out, of every step.
 * @throws FetchError if more come out, the body is cut short or damaged, or the encoding was not asked for.
 */
export async function inflateBody(
  body: Uint8Array,
  contentEncoding: string | undefined,
  limit: number,
): Promise<Uint8Array> {
  const encodings = (contentEncoding ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (encodings.length > 2) throw new FetchError(`the body is encoded ${encodings.length} times`);
  let bytes = body;
  for (const encoding of encodings.reverse()) {
    const inflater = INFLATERS[encoding];
    if (inflater === undefined)
      throw new FetchError(`the body is encoded as ${encoding}, which was not asked for`);
    bytes = await inflater(bytes, { maxOutputLength: limit }).catch((error: unknown) => {
      throw errnoCode(error) === "ERR_BUFFER_TOO_LARGE" ? tooLarge(limit) : damaged(encoding, error);
    });
  }
  return bytes;
}

/** A body of more bytes than are taken. */
export const tooLarge = (limit: number): FetchError =>
  new FetchError(`the body has more than the ${limit} bytes that are taken`);

const damaged = (encoding: string, error: unknown): FetchError =>
  new FetchError(`the body is no whole ${encoding} stream (${messageOf(error)})`, {
    isPassing: true,
    cause: error,
  });

import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { z } from "zod";

import { type Configuration, DEFAULT_CONFIGURATION, type Office } from "../contracts/configuration.ts";
import { AlmanacError, EXIT } from "../contracts/errors.ts";
import { OCCUPATION_CODE, type OccupationProfile } from "../contracts/occupation.ts";
import { errnoCode, messageOf } from "./errno.ts";
import { codePointName } from "./legible.ts";
import { withoutGlyph } from "./fonts.ts";

/** Name of the file that is looked for where the almanac is started. */
export const CONFIGURATION_FILE = "almanac.config.json";

/** A line of text as a page prints it, of so many characters at most. */
const line = (most: number) => z.string().trim().min(1).max(most).superRefine(refuseMissingGlyphs);

function refuseMissingGlyphs(text: string, context: z.RefinementCtx): void {
  const missing = withoutGlyph(text).map(codePointName);
  if (missing.length === 0) return;
  context.addIssue(
    `the typeface of the reports has no sign for ${missing.join(", ")}; write it in Latin letters`,
  );
}

const WEBHOOK_RULE = "write an https address without user name or password";

/** Summaries travel encrypted, but for a receiver on the same machine. */
function isWebhook(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.username !== "" || url.password !== "") return false;
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url.protocol === "https:" || (url.protocol === "http:" && isHere);
}

const CONTACT_FORM = "write a contact as mailto:someone@example.org or https://example.org/about";

/** An address that stands in a header: no spaces, brackets or letters beyond ASCII, no password. */
function isContact(text: string): boolean {
  if (!/^[!-~]+$/u.test(text) || /[()<>"\\]/u.test(text)) return false;
  if (/^mailto:[^@\s]+@[^@\s]+\.[^@\s]+$/iu.test(text)) return true;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return protocol === "https:" && hostname.includes(".") && username === "" && password === "";
}

const schema = z.strictObject({
  office: z
    .strictObject({
      name: line(80),
      lines: z.array(line(100)).max(4).optional(),
      url: line(100)
        .pipe(z.url({ protocol: /^https?$/u }))
        .optional(),
      logo: z.string().min(1).optional(),
    })
    .optional(),
  paper: z.enum(["letter", "a4"]).optional(),
  occupation: z
    .strictObject({
      name: line(80),
      codes: z.array(z.string().regex(OCCUPATION_CODE, "write a code as 29-2072")).min(1).max(12),
      search_words: z.array(line(60)).max(40).optional(),
    })
    .optional(),
  changes: z.strictObject({ threshold_pct: z.number().min(0).max(1000) }).optional(),
  webhook: z.string().refine(isWebhook, WEBHOOK_RULE).optional(),
  fetch: z.strictObject({ contact: z.string().max(200).refine(isContact, CONTACT_FORM) }).optional(),
});

/**
 * Reads what an office has configured: `almanac.config.json` in the folder the almanac is started in, or
 * the file named.
 *
 *     {
 *       "office": {
 *         "name": "Career Center, Foothill College",
 *         "lines": ["Room 8301", "(650) 555-0100", "careers@foothill.example"],
 *         "url": "https://careers.foothill.example",
 *         "logo": "logo.png"
 *       },
 *       "paper": "letter",
 *       "occupation": {
 *         "name": "Pharmacy Technicians",
 *         "codes": ["29-2052"],
 *         "search_words": ["pharmacy technician"]
 *       },
 *       "changes": { "threshold_pct": 1 },
 *       "webhook": "https://hooks.example/services/secret",
 *       "fetch": { "contact": "mailto:careers@foothill.example" }
 *     }
 *
 * Every key may be left out, but an office needs its name. The logo's path starts at the file.
 *
 * @param named File named on the command line; it has to be there. Null for the usual one, which need not be.
 * @param folder Folder in which the usual one is looked for.
 * @throws AlmanacError (usage) naming file, key and what to do, for anything that is not as above, and for
 *   a logo that cannot be printed.
 */
export async function readConfiguration(named: string | null, folder: string): Promise<Configuration> {
  const path = resolve(folder, named ?? CONFIGURATION_FILE);
  const data = await checked(path, named !== null);
  if (data === null) return DEFAULT_CONFIGURATION;
  const { office, paper, occupation, changes, fetch } = data;
  return {
    paper: paper ?? DEFAULT_CONFIGURATION.paper,
    changes: changes ?? DEFAULT_CONFIGURATION.changes,
    occupation: occupation === undefined ? DEFAULT_CONFIGURATION.occupation : profileOf(occupation),
    office: office === undefined ? null : await officeOf(office, path),
    fetch: fetch ?? null,
  };
}

/**
 * The address that summaries of runs are posted to, from the same file; null where there is none. It is kept out
 * of the configuration, which shapes editions, because it is a secret and shapes none.
 *
 * @throws AlmanacError as {@link readConfiguration} does.
 */
export async function readWebhook(named: string | null, folder: string): Promise<string | null> {
  const data = await checked(resolve(folder, named ?? CONFIGURATION_FILE), named !== null);
  return data?.webhook ?? null;
}

/** What the file says, or null where there is none and none was named. */
async function checked(path: string, isNamed: boolean): Promise<z.infer<typeof schema> | null> {
  const text = await textOf(path, isNamed);
  if (text === null) return null;
  const { success, data, error } = schema.safeParse(parsedJson(text, path));
  if (!success) throw refusal(error, path);
  return data;
}

async function textOf(path: string, isNamed: boolean): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (!isNamed && errnoCode(error) === "ENOENT") return null;
    throw usage(`the configuration cannot be read: ${messageOf(error)}`, path, "Name a file with --config.");
  }
}

function parsedJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (error) {
    const next = 'Write one JSON object: {"office": {"name": "Career Center"}}';
    throw usage(`the configuration is not JSON: ${withoutQuote(messageOf(error))}`, path, next);
  }
}

/** A parser's message without the piece of the file that it quotes, which may be of the webhook's address. */
const withoutQuote = (message: string): string =>
  message.replace(/,? (?:\.{3})?".*"(?:\.{3})? is not/su, " is not");

type OfficeText = NonNullable<z.infer<typeof schema>["office"]>;

async function officeOf({ name, lines = [], url, logo }: OfficeText, path: string): Promise<Office> {
  const office = { name, lines, url: url ?? null };
  if (logo === undefined) return { ...office, logo: null };
  // Loaded only now: a night without a logo needs no reader of pictures.
  const { readLogo } = await import("./logo.ts");
  return { ...office, logo: await readLogo(resolve(dirname(path), logo), name) };
}

type OccupationText = NonNullable<z.infer<typeof schema>["occupation"]>;

function profileOf({ name, codes, search_words = [] }: OccupationText): OccupationProfile {
  return {
    name,
    codes: [...new Set(codes)],
    search_words: [...new Set(search_words.map((word) => word.toLowerCase()))],
  };
}

function refusal(error: z.ZodError, path: string): AlmanacError {
  const [issue] = error.issues;
  const key = issue === undefined || issue.path.length === 0 ? "the whole" : issue.path.join(".");
  const what = `the configuration is wrong at ${key}: ${issue?.message ?? ""}`;
  const keys =
    "office.name, office.lines, office.url, office.logo, paper, occupation.name, occupation.codes, occupation.search_words, changes.threshold_pct, webhook and fetch.contact";
  const next =
    issue?.code === "unrecognized_keys" ? `Use the keys ${keys} only.` : `Correct ${key} in the file.`;
  return usage(what, path, next);
}

const usage = (what: string, where: string, next: string): AlmanacError =>
  new AlmanacError(what, { where, next, exitCode: EXIT.usage });

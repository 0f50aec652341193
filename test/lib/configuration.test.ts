import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIGURATION } from "../../pipeline/contracts/configuration.ts";
import { AlmanacError, EXIT } from "../../pipeline/contracts/errors.ts";
import { CONFIGURATION_FILE, readConfiguration, readWebhook } from "../../pipeline/lib/configuration.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { pngOf } from "./images.ts";

/** A folder with a configuration of these contents, and a logo. */
async function folderWith(content: unknown): Promise<string> {
  const folder = await tempFolder();
  const text = typeof content === "string" ? content : JSON.stringify(content);
  await writeFile(join(folder, CONFIGURATION_FILE), text);
  await writeFile(join(folder, "logo.png"), pngOf(300, 100));
  return folder;
}

describe("readConfiguration", () => {
  it("gives Letter, health information and no office where there is no file", async () => {
    expect(await readConfiguration(null, await tempFolder())).toEqual(DEFAULT_CONFIGURATION);
  });

  it("reads the file of the folder", async () => {
    const office = {
      name: " Career Center ",
      lines: ["Room 8301", "(650) 555-0100"],
      url: "https://careers.example/a",
      logo: "logo.png",
    };
    const configuration = await readConfiguration(null, await folderWith({ office, paper: "a4" }));
    expect(configuration).toMatchObject({
      paper: "a4",
      office: { name: "Career Center", lines: office.lines, url: office.url },
    });
    expect(configuration.office?.logo).toMatchObject({ alt: "Career Center", width: 144, height: 48 });
  });

  it("reads an occupation, each code and word once, words in small letters", async () => {
    const occupation = {
      name: "Pharmacy Technicians",
      codes: ["29-2052", "29-2052"],
      search_words: ["Pharmacy Technician", " pharmacy technician "],
    };
    const configuration = await readConfiguration(null, await folderWith({ occupation }));
    expect(configuration.occupation).toEqual({
      name: "Pharmacy Technicians",
      codes: ["29-2052"],
      search_words: ["pharmacy technician"],
    });
    const named = { name: "Nurses", codes: ["29-1141"] };
    expect((await readConfiguration(null, await folderWith({ occupation: named }))).occupation).toEqual({
      ...named,
      search_words: [],
    });
  });

  it("reads a file named, whose logo lies beside it, and with a mark of the byte order", async () => {
    const folder = await folderWith(`\ufeff${JSON.stringify({ office: { name: "A", logo: "logo.png" } })}`);
    const path = join(folder, CONFIGURATION_FILE);
    const { office, paper } = await readConfiguration(path, "/");
    expect(office).toMatchObject({ name: "A", lines: [], url: null });
    expect(office?.logo).not.toBeNull();
    expect(paper).toBe("letter");
  });
});

describe("what is told of editions and runs", () => {
  it("is a threshold of the configuration, and a webhook that is none of it", async () => {
    const webhook = "https://hooks.example/services/secret";
    const folder = await folderWith({ changes: { threshold_pct: 2.5 }, webhook });
    const configuration = await readConfiguration(null, folder);
    expect(configuration.changes).toEqual({ threshold_pct: 2.5 });
    expect(JSON.stringify(configuration)).not.toContain("secret");
    expect(await readWebhook(null, folder)).toBe(webhook);
    expect(await readWebhook(null, await tempFolder())).toBeNull();
    expect(await readWebhook(null, await folderWith({ webhook: "http://127.0.0.1:80/x" }))).not.toBeNull();
  });

  it.each([
    ["an address that anyone could read", '{"webhook": "http://hooks.example/secret"}'],
    ["an address with a password", '{"webhook": "https://a:secret@hooks.example/"}'],
    ["no address", '{"webhook": "secret"}'],
    ["a number", '{"webhook": 7, "paper": "secret"}'],
    ["a file that breaks off", '{"webhook": "https://hooks.example/secret'],
    ["a file with a stray sign", '{"webhook": "https://hooks.example/secret"x}'],
    ["a word in place of JSON", "secret"],
  ])("is refused without being quoted: %s", async (_, text) => {
    const folder = await folderWith(text);
    const error: unknown = await readWebhook(null, folder).catch((thrown: unknown) => thrown);
    if (!(error instanceof AlmanacError)) throw new Error(`not refused: ${String(error)}`);
    expect(error.exitCode).toBe(EXIT.usage);
    expect(`${error.message} ${error.next}`).not.toMatch(/secret|hooks\.example/u);
  });

  it.each([-1, "1", null])("refuses the threshold %j", async (threshold_pct) => {
    const reading = readConfiguration(null, await folderWith({ changes: { threshold_pct } }));
    await expect(reading).rejects.toThrow("changes.threshold_pct");
  });
});

describe("readConfiguration refuses", () => {
  const profile = (occupation: object) => ({
    occupation: { name: "A", codes: ["29-2052"], ...occupation },
  });
  const named = (office: object) => ({ office: { name: "A", ...office } });
  it.each([
    ["what is no JSON", "{office", /not JSON/u],
    ["a list", [], /the whole/u],
    ["an unknown key", { papper: "a4" }, /papper/u],
    ["an unknown key of the office", named({ phone: "1" }), /at office: .*phone/u],
    ["another paper", { paper: "A3" }, /at paper/u],
    ["an office without a name", { office: { lines: [] } }, /office\.name/u],
    ["an empty name", { office: { name: "  " } }, /office\.name/u],
    ["a name that is too long", { office: { name: "x".repeat(81) } }, /office\.name.*80/u],
    ["a name that is a number", { office: { name: 7 } }, /office\.name/u],
    ["a line that is too long", named({ lines: ["x".repeat(101)] }), /office\.lines\.0/u],
    ["five lines", named({ lines: ["a", "b", "c", "d", "e"] }), /office\.lines/u],
    ["two lines in one", named({ lines: ["a\nb"] }), /office\.lines\.0.*U\+000A/u],
    ["an emoji", named({ lines: ["call \u{1f4de}"] }), /office\.lines\.0.*U\+1F4DE/u],
    ["a name from right to left", { office: { name: "مركز" } }, /office\.name.*U\+0645/u],
    ["a mark that turns the line", named({ lines: ["a\u202eb"] }), /U\+202E/u],
    ["an address that runs", named({ url: "javascript:alert(1)" }), /office\.url/u],
    ["an address of a file", named({ url: "file:///etc/passwd" }), /office\.url/u],
    ["an unknown key of the occupation", profile({ code: "29-2052" }), /at occupation: .*code/u],
    ["an occupation without a name", { occupation: { codes: ["29-2052"] } }, /occupation\.name/u],
    ["an occupation without a code", profile({ codes: [] }), /occupation\.codes/u],
    [
      "a code of another form",
      profile({ codes: ["29-2052", "292052"] }),
      /at occupation\.codes\.1: .*29-2072/u,
    ],
    ["a code of more digits", profile({ codes: ["29-2052.00"] }), /occupation\.codes\.0/u],
    ["an empty search word", profile({ search_words: [" "] }), /occupation\.search_words\.0/u],
    ["a logo that is not there", named({ logo: "none.png" }), /logo.*no such file/u],
    ["a logo that is no path", named({ logo: 1 }), /office\.logo/u],
  ])("%s", async (_, content, message) => {
    const folder = await folderWith(content);
    const error: unknown = await readConfiguration(null, folder).catch((thrown: unknown) => thrown);
    if (!(error instanceof AlmanacError)) throw new Error(`not refused: ${String(error)}`);
    expect(error.message).toMatch(message);
    expect(error.where).toContain(folder);
    expect(error.next).not.toBe("");
    expect(error.exitCode).toBe(EXIT.usage);
  });

  it("a file that is named and not there", async () => {
    const error: unknown = await readConfiguration("none.json", "/tmp").catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ exitCode: EXIT.usage, where: "/tmp/none.json" });
  });
});

describe("the contact that servers are told", () => {
  const read = async (contact: unknown): Promise<unknown> => {
    const folder = await tempFolder();
    await writeFile(join(folder, CONFIGURATION_FILE), JSON.stringify({ fetch: { contact } }));
    return (await readConfiguration(null, folder)).fetch;
  };

  it.each(["mailto:careers@example.edu", "https://careers.example.edu/about"])(
    "may be %s",
    async (contact) => {
      expect(await read(contact)).toEqual({ contact });
    },
  );

  it.each([
    "careers@example.edu",
    "mailto:careers",
    "http://example.edu/",
    "https://localhost/",
    "https://user:secret@example.edu/",
    "https://:secret@example.edu/",
    "mailto:a@b.example (me)",
    "mailto:a@b.example\r\nX-Header: 1",
    "",
    7,
  ])("may not be %j", async (contact) => {
    await expect(read(contact)).rejects.toMatchObject({ exitCode: EXIT.usage });
  });

  it("is nobody unless named", async () => {
    expect((await readConfiguration(null, await tempFolder())).fetch).toBeNull();
  });
});

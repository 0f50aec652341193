import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { bundleScripts, inlineScript } from "../../pipeline/lib/screen-bundle.ts";
import { tempFolder } from "../support/temp-folder.ts";

describe("bundleScripts", () => {
  it("puts a file and what it imports into one script, licenses kept, with its hash", async () => {
    const folder = await tempFolder();
    await writeFile(
      join(folder, "part.ts"),
      "/*! License of the part */\nexport const part: string = 'Łódź';",
    );
    await writeFile(join(folder, "a.ts"), "import { part } from './part.ts'; document.title = part;");
    await writeFile(join(folder, "b.ts"), "document.title = 'b';");
    const [a, b] = await bundleScripts(folder, ["a.ts", "b.ts"]);
    expect(a.code).toContain("License of the part");
    expect(a.code).toContain("Łódź");
    expect(a.code).not.toMatch(/import|: ?string/);
    expect(a.policy).toBe(`'sha256-${createHash("sha256").update(a.code).digest("base64")}'`);
    expect(b.code).not.toContain("Łódź");
  });

  it("says which folder is wrong where a script does not compile or imports what is not there", async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, "a.ts"), "import './nowhere.ts'");
    await expect(bundleScripts(folder, ["a.ts"])).rejects.toMatchObject({
      where: folder,
      message: expect.stringContaining("nowhere") as string,
    });
  });
});

describe("inlineScript", () => {
  it.each(["x = '</ScRipT>'", "x = '<!--'", "x = '<script>'"])("refuses %s", (code) => {
    expect(() => inlineScript(code)).toThrow("HTML would read");
  });
});

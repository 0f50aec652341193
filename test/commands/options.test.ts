import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { configured, occupationOption, type PrintFlags } from "../../pipeline/commands/options.ts";
import { HEALTH_INFORMATION, type OccupationProfile } from "../../pipeline/contracts/occupation.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** What a command line with this --occupation asks for. */
function chosen(given: string): OccupationProfile | undefined {
  const command = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  command.addOption(occupationOption()).parse(["--occupation", given], { from: "user" });
  return command.opts<PrintFlags>().occupation;
}

describe("--occupation", () => {
  it.each([
    ["29-2052", ["29-2052"]],
    ["29-2052,29-1141", ["29-2052", "29-1141"]],
    [" 29-2052 , 29-2052 ", ["29-2052"]],
    ["29-2072,29-1141", ["29-2072", "29-1141"]],
  ])("takes %j for an occupation of these codes, known by its titles", (given, codes) => {
    expect(chosen(given)).toEqual({ name: null, codes, search_words: [] });
  });

  it.each([...HEALTH_INFORMATION.codes, "29-2071,29-2072", HEALTH_INFORMATION.codes.join()])(
    "takes %j for the whole of health information work",
    (given) => {
      expect(chosen(given)).toEqual(HEALTH_INFORMATION);
    },
  );

  it.each([
    ["a title", "nurses", "nurses"],
    ["nothing", "", ""],
    ["a code without its hyphen", "292052", "292052"],
    ["a code of O*NET", "29-2052.00", "29-2052.00"],
    ["a code among right ones", "29-2052,29-205", "29-205"],
    ["nothing behind a comma", "29-2052,", ""],
    ["codes parted otherwise", "29-2052;29-1141", "29-2052;29-1141"],
  ])("refuses %s, naming it", (_what, given, wrong) => {
    expect(() => chosen(given)).toThrow(CommanderError);
    expect(() => chosen(given)).toThrow(`${JSON.stringify(wrong)} is not a code`);
  });
});

describe("configured", () => {
  const pharmacy = { name: "Pharmacy Technicians", codes: ["29-2052"], search_words: ["pharmac"] };

  it("prefers the command line to the file, and leaves the rest as it is in the file", async () => {
    const config = join(await tempFolder(), "center.json");
    await writeFile(config, JSON.stringify({ paper: "a4", occupation: pharmacy }));
    expect(await configured({ config })).toMatchObject({ paper: "a4", occupation: pharmacy });
    const nurses = { name: null, codes: ["29-1141"], search_words: [] };
    expect(await configured({ config, occupation: nurses })).toMatchObject({
      paper: "a4",
      occupation: nurses,
    });
  });
});

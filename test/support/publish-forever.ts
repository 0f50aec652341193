// Publishes one edition after the other, some of them twice, until it is killed; says a line for each.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { openEdition } from "../../pipeline/stages/publish.ts";

const [base = "", first = "0"] = process.argv.slice(2);
for (let number = Number(first); ; number += 1) {
  const id = `undated-${String(Math.floor(number / 2)).padStart(10, "0")}`;
  const folders = { outDir: join(base, "reports"), warehouseDir: join(base, "warehouse") };
  const edition = await openEdition(folders, id);
  await writeFile(edition.warehousePath, `rows ${number}`);
  await mkdir(join(edition.dir, "states"));
  await writeFile(join(edition.dir, "states", "CA.html"), String(number));
  await edition.publish({ inputs: id, rows_digest: "", data_date: null, tables: {} });
  process.stdout.write(`${number}\n`);
}

import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the project: where `pipeline/`, `raw/`, `warehouse/` and `templates/` lie, wherever the command was started. */
export const PROJECT_DIR = fileURLToPath(new URL("../..", import.meta.url));

/** Folder of the project's own tables of public facts, below {@link PROJECT_DIR}. */
export const REFERENCE_DIR = "warehouse/reference";

/** The three folders that a command reads from or writes to. */
export interface Folders {
  /** Snapshots, one folder a source. */
  readonly rawDir: string;
  /** Builds, the link `almanac.duckdb`, the ledger and the lock. */
  readonly warehouseDir: string;
  /** Editions and the link `latest`. */
  readonly outDir: string;
}

/** The project's own folders, used where the command line names no others. */
export const DEFAULT_FOLDERS: Folders = {
  rawDir: join(PROJECT_DIR, "raw"),
  warehouseDir: join(PROJECT_DIR, "warehouse"),
  outDir: join(PROJECT_DIR, "reports"),
};

/** Folder of all complete editions. */
export const editionsDir = (outDir: string): string => join(outDir, "editions");

/** The link that names the last complete edition. */
export const latestLink = (outDir: string): string => join(outDir, "latest");

/** Folder of all builds of the warehouse. */
export const buildsDir = (warehouseDir: string): string => join(warehouseDir, "builds");

/** The warehouse as analysts open it: a link to the build of the last complete edition. */
export const publishedWarehouse = (warehouseDir: string): string => join(warehouseDir, "almanac.duckdb");

import { AlmanacError } from "../contracts/errors.ts";
import { messageOf } from "./errno.ts";

/** What a query did wrong, as an AlmanacError will say it; plain data, so that it passes between processes. */
export interface SqlFault {
  readonly what: string;
  readonly where: string;
  readonly next: string;
}

/** How DuckDB reports an error under the setting `errors_as_json`. */
interface Report {
  readonly exception_type: string;
  readonly exception_message: string;
  /** Where in the query, as digits. */
  readonly position?: string;
}

/** What to do about a file that DuckDB finds to be damaged: one that was copied, since a published one is known by its digest. */
const ANOTHER_FILE = "The file is damaged: copy it again, or build it anew with npx almanac nightly --force.";

const NEXT: Readonly<Record<string, string>> = {
  IO: ANOTHER_FILE,
  INTERNAL: ANOTHER_FILE,
  FATAL: ANOTHER_FILE,
  Serialization: ANOTHER_FILE,
  Parser: "Correct the SQL at this place.",
  Catalog: 'List the tables and views: npx almanac sql "show tables"',
  Binder: 'See the columns of a table: npx almanac sql "describe wages"',
  Permission: "Ask the tables of the warehouse only; to write the result to a file, use -o FILE.",
  "Out of Memory": "Narrow the query: a where clause, fewer columns, or an aggregate in place of the rows.",
};

/** What to say in place of DuckDB's own message, where that speaks of its settings. */
const WHAT: Readonly<Record<string, string>> = {
  Permission: "The query reaches for something outside the warehouse.",
  "Out of Memory": "The query needs more memory than it may have.",
};

/** The fault behind whatever DuckDB threw at a query of a database file. */
export function faultOf(error: unknown, query: string, database: string): SqlFault {
  if (error instanceof AlmanacError) return { what: error.message, where: error.where, next: error.next };
  const message = messageOf(error);
  const report = reportIn(message);
  if (report === null) return { what: message, where: "the query", next: "Correct the query." };
  const { exception_type: type, position } = report;
  const next = NEXT[type] ?? "Correct the query.";
  if (next === ANOTHER_FILE) return { what: report.exception_message, where: database, next };
  return {
    what: WHAT[type] ?? report.exception_message,
    where: position === undefined ? "the query" : placeOf(query, Number(position), type === "Parser"),
    next,
  };
}

/** The report in a message, which may stand after some words; null where there is none. */
function reportIn(message: string): Report | null {
  try {
    return JSON.parse(message.slice(message.indexOf("{"))) as Report;
  } catch {
    return null;
  }
}

/** DuckDB's parser counts characters, everything after it bytes of UTF-8. */
function placeOf(query: string, position: number, inCharacters: boolean): string {
  const before = inCharacters
    ? Array.from(query).slice(0, position).join("")
    : Buffer.from(query).subarray(0, position).toString();
  const lines = before.split("\n");
  const column = Array.from(lines.at(-1) ?? "").length + 1;
  const line = query.split("\n")[lines.length - 1] ?? "";
  return `line ${lines.length}, column ${column} of the query: ${line.trim().slice(0, 100)}`;
}

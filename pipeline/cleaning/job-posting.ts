import type { Outcome, RawRecord } from "../contracts/record.ts";
import type { CleaningContext } from "../contracts/source.ts";
import { loaded, quarantined, row } from "./outcomes.ts";
import { STATE_NAMES } from "./states.ts";

/** Last words that many occupations share; a topic is told by the words before them. */
const GENERIC = new Set([
  "technician",
  "technologist",
  "specialist",
  "worker",
  "aide",
  "manager",
  "administrator",
]);

/**
 * Cleans a vacancy (fields title, employer, place, snippet, position). It is on topic when its title
 * names what the page's occupation works on ("medical record", "health information"); the reason says
 * which words decided.
 */
export function cleanJobPosting(record: RawRecord, { about }: CleaningContext): Outcome {
  const [fields, other] = record.readings;
  if (fields === undefined) return quarantined("a vacancy without title, employer and place between dashes");
  if (other !== undefined) return quarantined(`the vacancy can be read in ${record.readings.length} ways`);
  const { title = "", employer = "", place = "", snippet = null } = fields;
  const [, city, state] = /^(.+),\s*(\p{Lu}{2})$/u.exec(place) ?? [];
  if (city === undefined || state === undefined || !STATE_NAMES.has(state)) {
    return quarantined(`“${place}” is not a city and state`);
  }
  const topics = topicsOf(about.occupation_title);
  const named = topics.find((topic) => stem(title).includes(topic));
  const topic_reason =
    named === undefined ? `title names none of: ${topics.join(", ")}` : `title names “${named}”`;
  const position = Number(fields["position"]);
  return loaded(
    row("job_postings", {
      ...about,
      title,
      employer,
      city,
      state,
      snippet,
      is_on_topic: named !== undefined,
      topic_reason,
      position,
    }),
  );
}

/** What an occupation's title says it works on: "Medical Records and Health Information Technicians" gives "medical record" and "health information". */
export function topicsOf(title: string): string[] {
  return stem(title)
    .split(/ and |, /u)
    .map((part) => part.split(" "))
    .map((words) =>
      (words.length > 2 && GENERIC.has(words.at(-1) ?? "") ? words.slice(0, -1) : words).join(" "),
    )
    .filter((topic) => topic !== "");
}

function stem(phrase: string): string {
  return phrase.toLowerCase().replace(/(?<=\p{L}{3})s\b/gu, "");
}

import type { Office, Picture } from "../contracts/configuration.ts";
import type { Constants } from "./templates.ts";

/** The office as a template prints it: names of constants, and its logo. */
export interface OfficeBlock {
  readonly name: string;
  readonly lines: readonly string[];
  readonly url: string | null;
  readonly logo: Picture | null;
}

/** What a template needs to print an office with the filter `constant`; null for none. */
export function officeBlock(office: Office | null): OfficeBlock | null {
  if (office === null) return null;
  return {
    name: "office_name",
    lines: office.lines.map((_, index) => lineName(index)),
    url: office.url === null ? null : "office_url",
    logo: office.logo,
  };
}

/** The office's texts as constants of its pages: no record lies under a phone number, but a reader may ask what it is. */
export function officeConstants(office: Office | null): Constants {
  if (office === null) return new Map();
  return new Map([
    ["office_name", office.name],
    ...office.lines.map((text, index) => [lineName(index), text] as const),
    ...(office.url === null ? [] : [["office_url", office.url] as const]),
  ]);
}

const lineName = (index: number): string => `office_line_${index + 1}`;

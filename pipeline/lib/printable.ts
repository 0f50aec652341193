/** C0 and C1 controls, and the marks that turn the direction of text; a line feed and a tab may stay. */
// eslint-disable-next-line no-control-regex -- naming control characters is the point
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text from outside made safe for a terminal: what could move the cursor, colour or reorder the
 * line is shown as `\u{1b}`.
 */
export function printable(text: string): string {
  return text.replace(CONTROLS, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`);
}

/**
 * JSON that is safe for a terminal too: what `JSON.stringify` leaves as it is of those characters is escaped, and reads
 * back as the same value.
 */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    CONTROLS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

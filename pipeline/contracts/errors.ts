/** Exit codes of the command line; what each means is in `almanac --help` and in the README. */
export const EXIT = { published: 0, failed: 1, usage: 2, blocked: 3, locked: 4 } as const;

/** One of the exit codes of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * An error that a person can act on. Everything the almanac throws on purpose is one of these;
 * `cli.ts` prints it as three short lines and exits with its code.
 */
export class AlmanacError extends Error {
  override readonly name = "AlmanacError";
  /** File, table, sheet or page that the error is about, with the place in it where it is known. */
  readonly where: string;
  /** What the person should do next, as an imperative sentence. */
  readonly next: string;
  readonly exitCode: ExitCode;

  constructor(what: string, about: { where: string; next: string; exitCode?: ExitCode; cause?: unknown }) {
    super(what, about.cause === undefined ? undefined : { cause: about.cause });
    this.where = about.where;
    this.next = about.next;
    this.exitCode = about.exitCode ?? EXIT.failed;
  }
}

/** Why an address was not fetched. Its message is a reason in words, without the address. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  readonly outcome: "failed" | "disallowed";
  /** Whether the same request may well succeed later: network errors, 429, 5xx. */
  readonly isPassing: boolean;
  /** How long the server asks to be left alone, milliseconds; null where it does not say. */
  readonly retryAfterMs: number | null;

  constructor(
    reason: string,
    about: {
      outcome?: "disallowed";
      isPassing?: boolean;
      retryAfterMs?: number | null;
      cause?: unknown;
    } = {},
  ) {
    super(reason, about.cause === undefined ? undefined : { cause: about.cause });
    this.outcome = about.outcome ?? "failed";
    this.isPassing = about.isPassing ?? false;
    this.retryAfterMs = about.retryAfterMs ?? null;
  }
}

import { setTimeout as pause } from "node:timers/promises";
import { errnoCode } from "../lib/errno.ts";

/** How long and how often a summary is offered. */
export interface WebhookLimits {
  /** Time that a receiver has to answer, milliseconds. */
  readonly timeout_ms: number;
  /** Time between two tries, milliseconds. */
  readonly pause_ms: number;
}

const LIMITS: WebhookLimits = { timeout_ms: 10_000, pause_ms: 1_000 };

/** Once, and twice more where the receiver may only be busy. */
const TRIES = 3;

/**
 * Posts JSON to a webhook. Redirects are not followed: they would take the summary to an address that nobody configured.
 *
 * @param address Its path is a secret: no message has more of it than the host.
 * @returns null once it was taken, or why it was not, in words. Never throws.
 */
export async function postJson(
  address: string,
  payload: unknown,
  limits: WebhookLimits = LIMITS,
): Promise<string | null> {
  const body = JSON.stringify(payload);
  for (let tries = 1; ; tries += 1) {
    const { problem, isFinal } = await offer(address, body, limits);
    if (problem === null) return null;
    if (isFinal || tries === TRIES)
      return `the webhook at ${hostOf(address)} did not take the summary: ${problem}`;
    await pause(limits.pause_ms);
  }
}

interface Offered {
  readonly problem: string | null;
  readonly isFinal: boolean;
}

async function offer(address: string, body: string, { timeout_ms }: WebhookLimits): Promise<Offered> {
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(timeout_ms),
    });
    const { ok, status } = response;
    // Nobody reads the answer, which may have no end.
    await response.body?.cancel();
    return { problem: ok ? null : `it answered ${String(status)}`, isFinal: status < 500 && status !== 429 };
  } catch (error) {
    return { problem: failureOf(error, timeout_ms), isFinal: false };
  }
}

/** A failure by its code: messages may quote the address. */
function failureOf(error: unknown, timeout_ms: number): string {
  if (error instanceof Error && error.name === "TimeoutError") {
    return `no answer within ${String(timeout_ms / 1000)} s`;
  }
  return (error instanceof Error ? errnoCode(error.cause) : null) ?? "no connection";
}

const hostOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).host : "an address that is none";

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { type Confined, type ConfinedLimits, openConfined } from "../../pipeline/lib/confined.ts";

const PROGRAM = new URL("../support/confined-program.ts", import.meta.url);
const PARENT = fileURLToPath(new URL("../support/confined-parent.ts", import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const LIMITS: ConfinedLimits = { seconds: 2, memory: 360e6, heap: 150e6, answer: 5e6 };

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function goneFrom(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(20);
}

describe("a confined process", () => {
  let confined: Confined;
  beforeAll(() => {
    confined = openConfined(PROGRAM, LIMITS);
  });
  afterAll(() => {
    confined.close();
  });
  const ask = (work: string, more: object = {}) => confined.ask({ work, ...more }, null);
  const pidOf = async (): Promise<number> => {
    const reply = await ask("pid");
    if (reply.ended !== null) throw new Error(reply.trace);
    return reply.pieces[0] as number;
  };

  it("answers in pieces, in order", async () => {
    const text = "x".repeat(1_000_000);
    expect(await ask("answer", { pieces: 3 })).toEqual({
      pieces: [0, 1, 2].map((at) => ({ at, text })),
      ended: null,
    });
  });

  it("keeps the setting until there is another, also where it was replaced in between", async () => {
    const [first, second] = [{ of: "first" }, { of: "second" }];
    const settingOf = (setting: object) => confined.ask({ work: "setting" }, setting);
    expect(await settingOf(first)).toMatchObject({ pieces: [first] });
    expect(await settingOf(first)).toMatchObject({ pieces: [first] });
    expect(await confined.ask({ work: "crash" }, first)).toMatchObject({ ended: "died" });
    expect(await settingOf(first)).toMatchObject({ pieces: [first] });
    expect(await settingOf(second)).toMatchObject({ pieces: [second] });
  });

  it("is stopped when it works for too long, and replaced", async () => {
    const before = await pidOf();
    expect(await ask("hang")).toMatchObject({ ended: "time" });
    expect(isAlive(before)).toBe(false);
    expect(await pidOf()).not.toBe(before);
  });

  it("is replaced where it keeps much after a job", async () => {
    const before = await pidOf();
    expect(await ask("much")).toMatchObject({ pieces: [200e6] });
    expect(await pidOf()).not.toBe(before);
  });

  it("is stopped when it answers too much", async () => {
    expect(await ask("answer", { pieces: 100 })).toMatchObject({ ended: "answer" });
    expect(await ask("answer", { pieces: 1 })).toMatchObject({ ended: null });
  });

  it("says how it died", async () => {
    expect(await ask("crash")).toMatchObject({
      ended: "died",
      trace: expect.stringContaining("SIGSEGV") as string,
    });
  });

  it.each([
    ["throw", "TypeError: a bug"],
    ["recursion", "RangeError: Maximum call stack"],
  ])("says what it threw (%s) and goes on", async (work, trace) => {
    const before = await pidOf();
    expect(await ask(work)).toMatchObject({
      ended: "thrown",
      trace: expect.stringContaining(trace) as string,
    });
    expect(await pidOf()).toBe(before);
  });

  it("does one job after the other, whoever asks", async () => {
    const [first, hung, second] = await Promise.all([ask("pid"), ask("hang"), ask("pid")]);
    expect([first.ended, hung.ended, second.ended]).toEqual([null, "time", null]);
    expect(second).not.toEqual(first);
  });

  it("is gone when it is closed", async () => {
    const other = openConfined(PROGRAM, LIMITS);
    const reply = await other.ask({ work: "pid" }, null);
    other.close();
    if (reply.ended !== null) throw new Error(reply.trace);
    await goneFrom(reply.pieces[0] as number);
  });
});

it.each(["objects", "map", "array", "strings", "buffers"])(
  "memory without bound ends it (%s), and another takes its place",
  async (work) => {
    // Collecting garbage takes seconds of the processor on a machine with much to do; time is not what is tried here.
    const confined = openConfined(PROGRAM, { ...LIMITS, seconds: 60 });
    const pid = () => confined.ask({ work: "pid" }, null);
    const before = await pid();
    expect(await confined.ask({ work }, null)).toMatchObject({ ended: "memory" });
    const after = await pid();
    expect(after.ended).toBeNull();
    expect(after).not.toEqual(before);
    confined.close();
  },
);

it("a job that waits for ever without working is stopped by the clock", async () => {
  const confined = openConfined(PROGRAM, { ...LIMITS, seconds: 0.2 });
  expect(await confined.ask({ work: "sleep" }, null)).toMatchObject({ ended: "time" });
  confined.close();
});

it("a program that does not start is no fault of the job", async () => {
  const confined = openConfined(new URL("no-such-program.ts", PROGRAM), LIMITS);
  await expect(confined.ask({ work: "pid" }, null)).rejects.toThrow(AlmanacError);
  await expect(confined.ask({ work: "pid" }, null)).rejects.toThrow("cannot be started");
  confined.close();
});

it.each(["hang", "sleep"])("dies with a parent that is killed while it is at work (%s)", async (work) => {
  const parent = spawn(process.execPath, ["--import", TSX, PARENT, work], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(parent.stdout), "line")) as [string];
  const pid = Number(line);
  expect(isAlive(pid)).toBe(true);
  parent.kill("SIGKILL");
  await goneFrom(pid);
});

import { PassThrough } from "node:stream";

import { describe, expect, it } from "vitest";

import type { ClosableLog, LogStyle } from "../../pipeline/lib/log.ts";
import { createLog, silentLog } from "../../pipeline/lib/log.ts";

function said(style: LogStyle, speak: (log: ClosableLog) => void): string {
  const stream = new PassThrough();
  const log = createLog(stream, style);
  speak(log);
  log.close();
  return String(stream.read() ?? "");
}

const night = (log: ClosableLog): void => {
  log.stage("extract", 2);
  log.step();
  log.warn("wgu: no date\u001b[2J");
  log.step();
  log.stage("load");
  log.info("done");
};

describe("createLog", () => {
  it("writes plain lines without steps or control characters", () => {
    expect(said("plain", night)).toBe("extract (2)\nwarning: wgu: no date\\u{1b}[2J\nload\ndone\n");
  });

  it("writes one JSON object a line on request", () => {
    const lines = said("json", night).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { event: "stage", name: "extract", total: 2 },
      { event: "warn", message: "wgu: no date\u001b[2J" },
      { event: "stage", name: "load", total: null },
      { event: "info", message: "done" },
    ]);
  });

  it("writes lines to a terminal before the first stage, and lets the process end after", () => {
    const greet = (log: ClosableLog): void => {
      log.info("hello");
    };
    expect(said("terminal", greet)).toBe("hello\n");
  });

  it("says nothing when silent", () => {
    expect(() => {
      night(silentLog);
    }).not.toThrow();
  });
});

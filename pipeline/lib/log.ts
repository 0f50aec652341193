import { MultiBar, type SingleBar } from "cli-progress";

import type { Log } from "../contracts/run.ts";
import { printable, printableJson } from "./printable.ts";

/** A log that may hold a progress bar; {@link close} takes the bar down so that the process can end. */
export interface ClosableLog extends Log {
  close(): void;
}

/** How progress is shown: bars that redraw, plain lines, or one JSON object a line. */
export type LogStyle = "terminal" | "plain" | "json";

/** Progress for people or machines on a stream, which is stderr everywhere but in tests. */
export function createLog(stream: NodeJS.WritableStream, style: LogStyle): ClosableLog {
  if (style === "terminal") return barLog(stream);
  return style === "json" ? jsonLog(stream) : plainLog(stream);
}

/** Says nothing. */
export const silentLog: ClosableLog = {
  info: () => undefined,
  warn: () => undefined,
  stage: () => undefined,
  step: () => undefined,
  close: () => undefined,
};

function plainLog(stream: NodeJS.WritableStream): ClosableLog {
  const line = (text: string): void => {
    stream.write(`${printable(text)}\n`);
  };
  return {
    ...silentLog,
    info: line,
    warn: (text) => {
      line(`warning: ${text}`);
    },
    stage: (name, total) => {
      line(total === undefined ? name : `${name} (${total})`);
    },
  };
}

/** `{"event": "info" | "warn" | "stage", …}` a line; steps are left out, a reader of logs has no use for them. */
function jsonLog(stream: NodeJS.WritableStream): ClosableLog {
  const line = (event: Readonly<Record<string, unknown>>): void => {
    stream.write(`${printableJson(event)}\n`);
  };
  return {
    ...silentLog,
    info: (message) => {
      line({ event: "info", message });
    },
    warn: (message) => {
      line({ event: "warn", message });
    },
    stage: (name, total) => {
      line({ event: "stage", name, total: total ?? null });
    },
  };
}

function barLog(stream: NodeJS.WritableStream): ClosableLog {
  const bars = new MultiBar({
    stream,
    format: "{name} {bar} {value}/{total}",
    barsize: 24,
    // The library's own handlers would swallow the first Ctrl+C.
    gracefulExit: false,
  });
  let bar: SingleBar | null = null;
  const endStage = (): void => {
    bar?.update(bar.getTotal());
    bar?.stop();
    bar = null;
  };
  // A MultiBar draws only while it has a bar, so a line before the first stage goes straight out.
  const line = (text: string): void => {
    if (bar === null) stream.write(`${printable(text)}\n`);
    else bars.log(`${printable(text)}\n`);
  };
  return {
    info: line,
    warn: (text) => {
      line(`warning: ${text}`);
    },
    stage: (name, total) => {
      endStage();
      bar = bars.create(total ?? 1, 0, { name: name.padEnd(24) });
    },
    step: () => {
      bar?.increment();
    },
    close: () => {
      const drawing = bar !== null;
      endStage();
      if (drawing) bars.stop();
    },
  };
}

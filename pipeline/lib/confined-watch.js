import process from "node:process";
import { setInterval } from "node:timers";
import { parentPort, workerData } from "node:worker_threads";

// A thread of a confined process (confined-child.ts), which ends the process when it takes more memory or time
// than it may, and when nobody waits for its answer any more; its other thread may be busy for good. It is
// JavaScript because Node 20 starts no thread from TypeScript.

/** Milliseconds between two looks: memory can be filled by some 2 GB a second. */
const INTERVAL = 10;

const { parent, memory, seconds, begun } = workerData;

const end = (signal) => process.kill(process.pid, signal);

setInterval(() => {
  const { user, system } = process.cpuUsage();
  if (process.ppid !== parent || process.memoryUsage.rss() > memory) end("SIGKILL");
  if ((user + system) / 1e6 - begun[0] > seconds) end("SIGVTALRM");
}, INTERVAL);

parentPort.postMessage("watching");

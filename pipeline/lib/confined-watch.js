import process from "node:process";
import { setInterval } from "node:timers";
import { parentPort, workerData } from "node:worker_threads";

// A thread of a confined process (confined-child.ts), which ends the process when it takes more memory than it
// may, and when nobody waits for its answer any more; its other thread may be busy for good. It is JavaScript
// because Node 20 starts no thread from TypeScript.

/** Milliseconds between two looks: memory can be filled by some 2 GB a second. */
const INTERVAL = 10;

const { parent, memory } = workerData;

setInterval(() => {
  const isOrphan = process.ppid !== parent;
  if (isOrphan || process.memoryUsage.rss() > memory) process.kill(process.pid, "SIGKILL");
}, INTERVAL);

parentPort.postMessage("watching");

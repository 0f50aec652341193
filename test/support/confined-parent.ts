import { openConfined } from "../../pipeline/lib/confined.ts";

// Says the id of its confined process, and has that work for good: for the test of what comes of it when this
// process is killed.

const confined = openConfined(new URL("confined-program.ts", import.meta.url), {
  seconds: 1000,
  memory: 1e9,
  heap: 5e8,
  answer: 1e6,
});
const reply = await confined.ask({ work: "pid" }, null);
process.stdout.write(`${String(reply.ended === null ? reply.pieces[0] : reply.trace)}\n`);
await confined.ask({ work: process.argv[2] }, null);

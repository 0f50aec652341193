// Takes the lock of the folder it is given, says so, and holds it until it is killed or its input ends.
import { AlmanacError } from "../../pipeline/contracts/errors.ts";
import { acquireLock } from "../../pipeline/lib/lock.ts";

try {
  const lock = await acquireLock(process.argv[2] ?? "");
  process.stdout.write("held\n");
  process.stdin.resume();
  process.stdin.on("end", () => void lock.release());
} catch (error) {
  process.stdout.write(`${error instanceof AlmanacError ? error.message : String(error)}\n`);
}

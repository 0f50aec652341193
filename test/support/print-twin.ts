/**
 * Prints pages of a warehouse in a process of its own, whose clock is set forward. Called as
 * `print-twin.ts WAREHOUSE DIRECTORY DAYS KEY…`; time zone and locale come from the environment.
 */
const [warehousePath = "", dir = "", days = "0", ...keys] = process.argv.slice(2);

const forward = Number(days) * 86_400_000;
const Real = Date;
// Everything below is loaded after this, and knows no other clock.
globalThis.Date = new Proxy(Real, {
  construct: (_target, given: unknown[]) =>
    given.length === 0 ? new Real(Real.now() + forward) : (Reflect.construct(Real, given) as Date),
  get: (target, key) => (key === "now" ? () => Real.now() + forward : (Reflect.get(target, key) as unknown)),
});

const { DEFAULT_CONFIGURATION } = await import("../../pipeline/contracts/configuration.ts");
const { silentLog } = await import("../../pipeline/lib/log.ts");
const { openPress, printPages } = await import("../../pipeline/print-edition.ts");

const press = await openPress(DEFAULT_CONFIGURATION);
try {
  const edition = { id: "2024-05-01-0123456789", data_date: "2024-05-01" };
  const request = {
    warehousePath,
    dir,
    edition,
    press,
    configuration: DEFAULT_CONFIGURATION,
    log: silentLog,
  };
  await printPages(request, keys);
} finally {
  await press.printer.close();
}

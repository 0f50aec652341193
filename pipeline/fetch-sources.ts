import type { FetchedAddress, FetchRequest } from "./contracts/fetch.ts";
import type { Log } from "./contracts/run.ts";
import type { Source } from "./contracts/source.ts";
import { internet, openClient, userAgent } from "./fetch/client.ts";
import { projectVersion } from "./lib/version.ts";
import { sources } from "./sources/registry.ts";
import { fetchTargets, type FetchTarget } from "./stages/fetch.ts";

/**
 * Fetches what the sources of the registry publish, over the internet.
 *
 * @throws AlmanacError as {@link fetchTargets}.
 */
export async function fetchSources(request: FetchRequest, log: Log): Promise<FetchedAddress[]> {
  const { contact, only, rawDir, warehouseDir } = request;
  const client = openClient(internet, userAgent(projectVersion(), contact));
  const now = (): Date => new Date(internet.clock.now());
  try {
    return await fetchTargets({ rawDir, warehouseDir, targets: targetsOf(only) }, { client, now, log });
  } finally {
    await client.close();
  }
}

function targetsOf(only: readonly string[] | null): FetchTarget[] {
  const isChosen = ({ id }: Source): boolean => only?.includes(id) ?? true;
  return sources.filter(isChosen).flatMap(({ id, fetch }) => fetch.map((url) => ({ source_id: id, url })));
}

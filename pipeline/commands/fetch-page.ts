import type { Fetching } from "../contracts/configuration.ts";
import { AlmanacError, EXIT } from "../contracts/errors.ts";
import { type Network, openClient, userAgent } from "../fetch/client.ts";
import { FetchError } from "../fetch/fetch-error.ts";
import { sha256 } from "../lib/digest.ts";
import { projectVersion } from "../lib/version.ts";
import { fileNameOf, metaOf } from "../stages/fetch.ts";
import type { FetchPage } from "./add.ts";

/** Fetches single pages on the terms of a night: robots.txt, pace, limits, public addresses only. */
export function pageFetcher(fetching: Fetching | null, network: Network): FetchPage {
  return async (sourceId, address) => {
    if (fetching === null) throw noContact(sourceId, address);
    const client = openClient(network, userAgent(projectVersion(), fetching.contact));
    try {
      const answer = await client.get(address, null);
      const at = new Date(network.clock.now()).toISOString();
      return {
        snapshot_id: sha256(answer.body),
        source_id: sourceId,
        path: fileNameOf(answer.url),
        bytes: answer.body,
        meta: metaOf({ ...answer, at }),
      };
    } catch (error) {
      throw error instanceof FetchError ? notFetched(sourceId, address, error) : error;
    } finally {
      await client.close();
    }
  };
}

const noContact = (sourceId: string, address: string): AlmanacError =>
  new AlmanacError("nothing is fetched, because the configuration names no contact", {
    where: address,
    next: `Set fetch.contact in almanac.config.json ({"fetch": {"contact": "mailto:…"}}), or save the page to a file, then: almanac add ${sourceId} FILE --url ${address}`,
    exitCode: EXIT.usage,
  });

const notFetched = (sourceId: string, address: string, error: FetchError): AlmanacError =>
  new AlmanacError(`the page was not fetched: ${error.message}`, {
    where: address,
    next: `See that the address is right, or save the page with a browser, then: almanac add ${sourceId} FILE --url ${address}`,
    cause: error,
  });

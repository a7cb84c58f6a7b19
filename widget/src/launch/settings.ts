/** What the operator decided, as the service wrote it into the page. */

/** A FHIR server that may launch this page, and what this page is to it. */
export interface Server {
  readonly iss: string;
  readonly client_id: string;
  readonly name?: string;
  readonly origins: readonly string[];
}

export interface Settings {
  readonly servers: readonly Server[];
  /** By name: an address relative to the FHIR server, with `{patient}` in it. */
  readonly searches: Readonly<Record<string, string>>;
  /** Whether this is the page that an authorisation server returns to. */
  readonly returned: boolean;
}

/** The service's own address: this script lies at `<base>/widget/<file>`. */
export const BASE = new URL(/* @vite-ignore */ "..", import.meta.url);

export function readSettings(element: HTMLElement): Settings {
  return JSON.parse(element.dataset["settings"] ?? "") as Settings;
}

/** The listed server of an address; a final slash makes no other server of it. */
export function findServer(settings: Settings, address: string): Server | undefined {
  const asked = address.replace(/\/+$/, "");
  return settings.servers.find(({ iss }) => iss === asked);
}

/**
 * Authorisation, by fhirclient: the one module that knows it.
 *
 * It keeps what a launch needs in session storage, under `SMART_KEY` and under the launch's own
 * key. Both are taken away here, also when something fails.
 */

import "fhirclient/build/fhir-client.pure.min.js";

import { Failure } from "./failure.js";
import { BASE, findServer, type Server, type Settings } from "./settings.js";

const SMART_KEY = "SMART_KEY";
const SECONDS = 15;
const STATE_BYTES = 32;
const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

/** What is read, and nothing else: the standard asks for the least that will do. */
const READ = ["Patient", "Condition", "Observation", "Procedure"].map((kind) => `patient/${kind}.rs`);

/** What fhirclient keeps, as far as it is used here. */
interface Kept {
  readonly serverUrl: string;
  readonly authorizeUri?: string;
  readonly tokenUri?: string;
  readonly codeChallengeMethods?: readonly string[];
  readonly tokenResponse?: Readonly<Record<string, unknown>>;
}

interface Authorisation {
  authorize(options: Readonly<Record<string, unknown>>): Promise<string | void>;
  ready(options: Readonly<Record<string, unknown>>): Promise<{ readonly state: Kept }>;
}

declare const FHIR: { readonly oauth2: Authorisation };

/** What came with the token. */
export interface Granted {
  readonly server: Server;
  readonly base: string;
  readonly token: string;
  readonly patient: string;
  readonly appContext: unknown;
  /** Whether to say whose record it is; where the system does not say, it is said. */
  readonly needsBanner: boolean;
}

/** Gives the address to go to, of the server's own authorisation page. */
export async function begin(
  server: Server,
  address: string,
  launch: string | null,
): Promise<string> {
  if (!isSecureContext) throw new Failure("insecure");
  const key = randomKey();
  const previous = keptKey();
  if (previous) forget(previous);
  try {
    const target = await FHIR.oauth2.authorize({
      iss: address,
      ...(launch === null ? {} : { launch }),
      clientId: server.client_id,
      scope: [launch === null ? "launch/patient" : "launch", ...READ].join(" "),
      redirectUri: new URL("launch/return", BASE).href,
      stateKey: key,
      pkceMode: "required",
      noRedirect: true,
      completeInTarget: true,
      wellKnownRequestOptions: { ...PRIVATE, signal: AbortSignal.timeout(1000 * SECONDS) },
      // Not asked: what it would say has been deprecated, and holds no challenge method.
      conformanceRequestOptions: { signal: AbortSignal.abort() },
    });
    return allow(String(target), kept(key), server);
  } catch (error) {
    const reason = error instanceof Failure ? error : reasonOf(kept(key));
    forget(key);
    throw reason;
  }
}

/** Exchanges the code of the address for a token, and forgets all that was kept for it. */
export async function finish(settings: Settings, address: URLSearchParams): Promise<Granted> {
  const key = address.get("state");
  const pending = keptKey();
  try {
    if (!["state", "code", "error"].some((name) => address.has(name))) throw new Failure("again");
    if (!key || pending !== key || !kept(key)) throw new Failure("state");
    if (address.has("error")) throw refusalOf(address.get("error"));
    const code = address.get("code");
    if (!code) throw new Failure("notAuthorised");
    return readGrant(settings, await exchange(key, code));
  } finally {
    if (pending) forget(pending);
  }
}

async function exchange(key: string, code: string): Promise<Kept> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Failure("token")), 1000 * SECONDS);
  });
  // Written into a form as it is, so it comes encoded.
  const answered = FHIR.oauth2.ready({ code: encodeURIComponent(code), stateKey: key });
  // An answer that comes too late is kept by fhirclient, and forgotten here.
  answered.catch(() => undefined).finally(() => forget(key));
  try {
    return (await Promise.race([answered, late])).state;
  } catch {
    throw new Failure("token");
  } finally {
    clearTimeout(timer);
  }
}

function readGrant(settings: Settings, { serverUrl, tokenResponse }: Kept): Granted {
  const { access_token, token_type, patient, appContext, need_patient_banner } = tokenResponse ?? {};
  const server = findServer(settings, serverUrl);
  if (!server) throw new Failure("unknownServer");
  if (typeof access_token !== "string" || !isBearer(token_type)) throw new Failure("tokenUnusable");
  if (typeof patient !== "string" || !isId(patient)) throw new Failure("noPatient");
  const needsBanner = need_patient_banner !== false;
  const base = serverUrl.replace(/\/*$/, "/");
  return { server, base, token: access_token, patient, appContext, needsBanner };
}

function isBearer(type: unknown): boolean {
  return typeof type === "string" && type.toLowerCase() === "bearer";
}

/** Dots alone would mean another folder of the address. */
function isId(text: string): boolean {
  return FHIR_ID.test(text) && !/^\.+$/.test(text);
}

/** Whether the server's own pages are where they may be. */
function allow(target: string, state: Kept | undefined, server: Server): string {
  const { authorizeUri, tokenUri } = state ?? {};
  const reached = [new URL(server.iss).origin, ...server.origins];
  if (!authorizeUri || !tokenUri) throw new Failure("discovery");
  if (!URL.canParse(authorizeUri) || !URL.canParse(tokenUri)) throw new Failure("discovery");
  if (!isPrivate(new URL(authorizeUri)) || !reached.includes(new URL(tokenUri).origin)) {
    throw new Failure("addressNotAllowed");
  }
  // fhirclient begins the query anew; an address may have brought one of its own.
  const query = target.slice(authorizeUri.length + 1);
  return `${authorizeUri}${authorizeUri.includes("?") ? "&" : "?"}${query}`;
}

function isPrivate({ protocol, hostname }: URL): boolean {
  const isLoopback = hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname);
  return protocol === "https:" || (protocol === "http:" && isLoopback);
}

function reasonOf(state: Kept | undefined): Failure {
  if (!state) return new Failure("discovery");
  return new Failure(state.codeChallengeMethods?.includes("S256") ? "discovery" : "noPkce");
}

function refusalOf(code: string | null): Failure {
  return new Failure(code === "access_denied" ? "refused" : "notAuthorised");
}

/** A state that cannot be guessed: fhirclient's own comes from a generator that can. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(STATE_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const PRIVATE: RequestInit = {
  cache: "no-store",
  credentials: "omit",
  redirect: "error",
  referrerPolicy: "no-referrer",
};

function keptKey(): string | undefined {
  return read<string>(SMART_KEY);
}

function kept(key: string): Kept | undefined {
  return read<Kept>(key);
}

function read<Value>(name: string): Value | undefined {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? undefined : (JSON.parse(text) as Value);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new Failure("noStorage");
  }
}

function forget(key: string): void {
  sessionStorage.removeItem(key);
  sessionStorage.removeItem(SMART_KEY);
}

/**
 * Sends what happened, once the visitor has agreed to it. Before that nothing is stored and nothing leaves:
 * what happened on this page waits in its memory.
 */
import { endpoint, harmless, saysNo, type Words } from './page.ts';

type Told = Readonly<{ type: string; at: number; id: string; data?: Words; token?: string }>;
/** What is kept in the browser: its own id, and for whose link it was made. */
type Kept = { id: string; who?: string };

const KEPT = 'sk_browser';
/** What a page tells at most in one go, and before there is consent. */
const AT_ONCE = 20;
/** The same thing told twice in this time, by two listeners or a page that repeats itself, is one. */
const SAME_MS = 2_000;

let allowed = false;
let waiting: Told[] = [];
let visit: string | undefined;
let memory: Kept | undefined;
const lately = new Map<string, number>();

export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/** Yes or no of the visitor; a no also forgets what is kept. */
export const consent = (yes: boolean): void => {
  allowed = yes && !saysNo();
  if (allowed) {
    recognise();
    soon();
    return;
  }
  waiting = [];
  memory = undefined;
  harmless(() => {
    localStorage.removeItem(KEPT);
    sessionStorage.removeItem('sk_cart');
  })();
};

export const isAllowed = (): boolean => allowed;

/** `about` is what makes two of them the same. */
export const tell = (type: string, about: string, told: Pick<Told, 'data' | 'token'>): void => {
  const at = Date.now();
  if (saysNo() || at - (lately.get(type + about) ?? 0) < SAME_MS) return;
  lately.set(type + about, at);
  waiting = [...waiting, { type, at, id: randomId(), ...told }].slice(-AT_ONCE);
  if (allowed) soon();
};

/** A signed word of a link in a mail, which says whose the link was. */
export const cameBy = (token: string): void => {
  visit = token;
  if (allowed) recognise();
};

/**
 * Tells whose link it was. Another customer's link makes another browser of it: what two people of one
 * household look at is not mixed.
 */
const recognise = (): void => {
  if (visit === undefined) return;
  const who = visit.split('.')[3] ?? '';
  const kept = keep();
  if (kept.who !== undefined && kept.who !== who) kept.id = randomId();
  kept.who = who;
  store(kept);
  tell('identify', visit, { token: visit });
  visit = undefined;
};

const keep = (): Kept => {
  harmless(() => {
    memory ??= JSON.parse(localStorage.getItem(KEPT) ?? 'null') ?? undefined;
  })();
  if (memory) return memory;
  memory = { id: randomId() };
  store(memory);
  return memory;
};

const store = (kept: Kept): void => harmless(() => localStorage.setItem(KEPT, JSON.stringify(kept)))();

let isSoon = false;
const soon = (): void => {
  if (!isSoon) setTimeout(flush);
  isSoon = true;
};

/** Text needs no leave from another server first, and a beacon survives the page. */
const flush = harmless((): void => {
  isSoon = false;
  if (!allowed || waiting.length === 0) return;
  const now = Date.now();
  const events = waiting.map(({ at, ...told }) => ({ ...told, age: now - at }));
  waiting = [];
  const body = JSON.stringify({ client_id: keep().id, events });
  if (!navigator.sendBeacon?.(endpoint, body))
    void fetch(endpoint, { method: 'POST', body, keepalive: true, mode: 'no-cors' }).catch(() => {});
});

addEventListener('pagehide', flush);

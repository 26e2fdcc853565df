/**
 * Stand-in for BigCommerce's REST API, of which it knows reading: a developer puts documents under their paths
 * (`v2/orders/3207`), and each is answered as the version of its path wraps it.
 */
import type { Part } from '../journal.ts';
import { type Call, jsonAnswer, type WireAnswer, type WireRequest } from '../wire.ts';

export type ShopDocuments = Readonly<{
  /** By the path behind the store, without a slash at its beginning. */
  all: () => Readonly<Record<string, unknown>>;
  put: (path: string, document: unknown) => void;
  remove: (path: string) => void;
}>;

const STORE: readonly [string, unknown] = [
  'v2/store',
  { secure_url: 'https://sample-shop.example', domain: 'sample-shop.example', currency: 'EUR' },
];

export const createShopDocuments = (part: Part): ShopDocuments => {
  const kept = new Map<string, unknown>([STORE, ...part.load()]);
  return {
    all: () => Object.fromEntries(kept),
    put: (path, document) => {
      kept.set(path, document);
      part.set(path, document);
    },
    remove: (path) => {
      kept.delete(path);
      part.remove(path);
    },
  };
};

const PATH = /^\/stores\/[a-z0-9]+\/(v[23]\/[\w./-]+)$/i;

/** Undefined where the path is none of BigCommerce's. */
export const bigcommerceCall = (
  { documents }: Readonly<{ documents: ShopDocuments }>,
  { method, path, query, headers }: WireRequest,
): Call | undefined => {
  const [, inStore] = PATH.exec(path) ?? [];
  if (inStore === undefined) return undefined;
  return {
    operation: `read_${inStore.replace(/[^a-z]+\d*/gi, '_')}`,
    needs: [],
    run: () => {
      if ((headers['x-auth-token'] ?? '') === '') return problem(401, 'Unauthorized');
      return method === 'GET' ? read(documents, inStore, query) : problem(405, 'Method Not Allowed');
    },
  };
};

const read = (documents: ShopDocuments, path: string, query: WireRequest['query']): WireAnswer => {
  const all = documents.all();
  const wrapped = (found: unknown): WireAnswer =>
    jsonAnswer(path.startsWith('v3/') ? { data: found, meta: {} } : found);
  const ids = query['id:in']?.split(',');
  if (ids) return wrapped(ids.map((id) => all[`${path}/${id}`]).filter((document) => document !== undefined));
  if (Number(query['page'] ?? 1) > 1) return wrapped([]);
  return path in all ? wrapped(all[path]) : problem(404, 'The requested resource was not found.');
};

const problem = (status: number, title: string): WireAnswer => ({
  ...jsonAnswer({ status, title, type: 'about:blank' }),
  status,
});

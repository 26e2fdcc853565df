/**
 * What the BigCommerce store of this machine says when it is asked: documents that a developer puts under the
 * paths of its API, to try what comes of a notice.
 */
import { Hono } from 'hono';
import * as z from 'zod';
import type { StandIns } from '../stand-ins/stand-ins.ts';
import { readBody, refuse } from './refusal.ts';

const PATH = /^v[23]\/[\w./-]{1,200}$/;
const documentSchema = z.union([z.looseObject({}), z.array(z.unknown())]);

export const createShopDocumentRoutes = ({ shopDocuments }: Pick<StandIns, 'shopDocuments'>): Hono => {
  const app = new Hono();
  app.get('/', (context) => context.json(shopDocuments.all()));
  app.put('/*', async (context) => {
    const path = pathIn(context.req.path);
    if (path === undefined) return wrongPath();
    shopDocuments.put(path, await readBody(context.req.raw, documentSchema));
    return context.json(shopDocuments.all()[path] ?? {});
  });
  app.delete('/*', (context) => {
    const path = pathIn(context.req.path);
    if (path === undefined) return wrongPath();
    shopDocuments.remove(path);
    return context.json({});
  });
  app.onError((error) => refuse(400, error.message));
  return app;
};

/** Where the routes stand. */
export const SHOP_DOCUMENTS = '/local/shops/bigcommerce';

const pathIn = (path: string): string | undefined => {
  const inStore = path.slice(SHOP_DOCUMENTS.length + 1);
  return PATH.test(inStore) ? inStore : undefined;
};

const wrongPath = (): Response =>
  refuse(400, 'The path is that of the API behind the store, such as v2/orders/3207 or v3/carts/<id>.');

/** Which shop an address or a body of WooCommerce belongs to: its host and, where it lies in one, its folder. */
import * as z from 'zod';
import { readJson } from '../json.ts';

const HOST_CHARS = 300;

/** `https://Moorhof.example/` is moorhof.example; a shop in a folder keeps the folder. */
export const shopAt = (address: string): string =>
  address
    .slice(0, HOST_CHARS)
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');

/** Whatever WooCommerce builds by its REST API says, in what is signed, where it is to be found. */
const linked = z.looseObject({
  _links: z.looseObject({ self: z.tuple([z.looseObject({ href: z.string() })], z.unknown()) }),
});

/** The shop that a resource names; undefined where it names none: versions of old, and what was deleted. */
export const shopLinkedIn = (resource: unknown): string | undefined => {
  const href = linked.safeParse(resource).data?._links.self[0].href;
  // What stands before the API, by its pretty address or by the plain one.
  const shop = /^https?:\/\/([^?#]+?)(?:\/index\.php)?(?:\/[\w-]+\/|\/?\?rest_route=\/)wc\/v\d/i.exec(
    href ?? '',
  );
  return shop?.[1] === undefined ? undefined : shopAt(shop[1]);
};

export const signedShop = (body: string): string | undefined => {
  const json = readJson(body);
  return json.ok ? shopLinkedIn(json.value) : undefined;
};

/**
 * The platforms that may call. A new platform is one folder and one line here; all other code asks this list.
 */
import { aftership } from './aftership/aftership.ts';
import { bigcommerce } from './bigcommerce/bigcommerce.ts';
import { judgeme } from './judgeme/judgeme.ts';
import type { Platform } from './platform.ts';
import { sendcloud } from './sendcloud/sendcloud.ts';
import { shopify } from './shopify/shopify.ts';
import { shopware } from './shopware/shopware.ts';
import { standard } from './standard/standard.ts';
import { STOREFRONT } from './storefront/storefront.ts';
import { whatsapp } from './whatsapp/whatsapp.ts';
import { woocommerce } from './woocommerce/woocommerce.ts';

export const PLATFORMS: readonly Platform[] = [
  aftership,
  bigcommerce,
  judgeme,
  sendcloud,
  shopify,
  shopware,
  standard,
  whatsapp,
  woocommerce,
];

/**
 * Names of platforms that this version does not support yet. A source that a form states today is read for
 * years, so no form may take one of them.
 */
export const NAMES_TO_COME: readonly string[] = [];

/** Sources that sign nothing and come by a door of their own: what browsers tell. */
export const UNSIGNED_SOURCES: readonly string[] = [STOREFRONT];

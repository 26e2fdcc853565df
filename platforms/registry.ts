/** The platforms that may call: a new one is one folder and one line here; everything else asks this list. */
import type { Platform } from './platform.ts';
import { shopify } from './shopify/shopify.ts';
import { standard } from './standard/standard.ts';
import { whatsapp } from './whatsapp/whatsapp.ts';

export const PLATFORMS: readonly Platform[] = [shopify, standard, whatsapp];

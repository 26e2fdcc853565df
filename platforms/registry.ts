/** The platforms that may call; a new one is one file and one line here. */
import type { Platform } from './platform.ts';
import { shopify } from './shopify/shopify.ts';
import { standard } from './standard/standard.ts';
import { whatsapp } from './whatsapp/whatsapp.ts';

const PLATFORMS: readonly Platform[] = [shopify, standard, whatsapp];

export const platformOf = (name: string): Platform | undefined =>
  PLATFORMS.find((platform) => platform.name === name);

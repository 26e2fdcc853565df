/** The platforms that may call; a new one is one file and one line here. */
import type { Platform } from './platform.ts';
import { shopify } from './shopify.ts';
import { standard } from './standard.ts';
import { whatsapp } from './whatsapp.ts';

const PLATFORMS: readonly Platform[] = [shopify, standard, whatsapp];

export const platformOf = (name: string): Platform | undefined => PLATFORMS.find((platform) => platform.name === name);

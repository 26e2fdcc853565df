/**
 * Finds the part of a template for one channel. Mail and WhatsApp forms may stand under one name, and each
 * needs its own facts.
 */
import {
  type CompiledTemplate,
  PRODUCT_LISTS,
  type ProductList,
  type WhatsappTemplate,
} from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import type { Channel } from '../reason.ts';
import type { Person } from '../state/profile.ts';
import { pickLanguage } from './locale.ts';

/** Facts without which the message would not be true. */
export const needsOf = (template: CompiledTemplate, channel: Channel): CompiledTemplate['needs'] =>
  channel === 'whatsapp' ? (template.whatsappNeeds ?? []) : template.needs;

/** Lists of products that the message asks for; older programs name only those that it needs. */
export const listsShown = (template: CompiledTemplate, channel: Channel): readonly ProductList[] =>
  template.shows ?? PRODUCT_LISTS.filter((list) => needsOf(template, channel).includes(list));

export const isMadeFor = (template: CompiledTemplate, channel: Channel): boolean =>
  Object.keys((channel === 'whatsapp' ? template.whatsapp : template.locales) ?? {}).length > 0;

/** The WhatsApp form that this person would get. */
export const whatsappFormFor = (
  template: CompiledTemplate,
  person: Person,
  settings: Settings,
): WhatsappTemplate | undefined => {
  const language = pickLanguage(person, settings, Object.keys(template.whatsapp ?? {}));
  return language && template.whatsapp?.[language];
};

/**
 * The content of the hosted sign-up page: the shop, the channels it offers, the typed values and their
 * problems.
 */
import type { SignUpProblem } from '../../core/consent/sign-up.ts';
import type { Language } from '../../core/message/locale.ts';
import type { ShopLook } from '../../core/program/shop-look.ts';

/**
 * How the page offers WhatsApp: not at all, by a number in the form, or by a link with which the customer
 * writes first to the shop's number.
 */
export type WhatsappWay = 'none' | 'form' | Readonly<{ number: string }>;

export type SignUpForm = Readonly<{
  language: Language;
  shop: ShopLook;
  /** An address to which a withdrawal may be written as well. */
  contact?: string | undefined;
  whatsapp: WhatsappWay;
  /** The values that were typed before, shown again where something is wrong. */
  entered?: Readonly<Partial<Record<FieldName | 'source' | 'link', string>>>;
  /** True where the box was ticked before, or the link to this page asked for WhatsApp. */
  wantsWhatsapp?: boolean;
  problems?: readonly SignUpProblem[];
}>;

export type FieldName = 'email' | 'phone' | 'first_name';

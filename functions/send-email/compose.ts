/** The finished mail of one message for one customer, or why there can be none. prepare → [this] → core/render */
import { asciiAddress } from '../../adapters/mail-address.ts';
import type { Situation } from '../../adapters/situation.ts';
import type { OutboxMessage } from '../../core/effect.ts';
import type { JsonObject } from '../../core/event.ts';
import { gateHash, newestVersion } from '../../core/keys.ts';
import { signLink } from '../../core/link-token.ts';
import type { Mail } from '../../core/mail.ts';
import type { Product } from '../../core/product.ts';
import type { Profile } from '../../core/profile.ts';
import type { CompiledTemplate, Program } from '../../core/program.ts';
import { productsOf } from '../../core/read-data.ts';
import type { ReasonCode } from '../../core/reason.ts';
import type { Language } from '../../core/render/locale.ts';
import { pickLanguage } from '../../core/render/locale.ts';
import { renderEmail } from '../../core/render/render-email.ts';
import { buildView } from '../../core/render/view.ts';
import { allSoldOut } from '../../core/stock.ts';
import type { SendEmailDeps } from './deps.ts';

export type Letter = Readonly<{
  /** The live program: flows and settings. */
  program: Program;
  /** From the message's own program, so that an edit never mixes into what was decided before it. */
  template?: CompiledTemplate;
  outOfStock: boolean;
  letter: Readonly<{ ok: true; mail: Mail } | { ok: false; reason: ReasonCode; problem: string }>;
}>;

type Seen = Situation & Readonly<{ profile: Profile }>;
type Trigger = Readonly<{ name: string; data: JsonObject }>;

export const composeLetter = async (deps: SendEmailDeps, message: OutboxMessage, seen: Seen): Promise<Letter> => {
  const [program, own, trigger] = await Promise.all([
    deps.programs.load(seen.controls.seq),
    deps.programs.load(message.seq),
    triggerOf(deps, message),
  ]);
  const products = trigger ? await deps.products.many(productsOf(trigger.data)) : [];
  const template = own.templates[message.template] ?? program.templates[message.template];
  const outOfStock = trigger !== undefined && allSoldOut(trigger.data, products);
  const letter = await letterOf(deps, { message, profile: seen.profile, program, template, trigger, products });
  return { program, outOfStock, letter, ...(template ? { template } : {}) };
};

/** The details of the event that started the entry: cart or order lines. */
const triggerOf = async ({ profiles }: SendEmailDeps, { profileId, ref }: OutboxMessage): Promise<Trigger | undefined> => {
  const record = ref === undefined ? undefined : await profiles.readRecord(profileId, ref);
  const entry = record?.entries.find((candidate) => candidate.type === 'event');
  return entry && { name: entry.event, data: entry.data };
};

type Ingredients = Readonly<{
  message: OutboxMessage;
  profile: Profile;
  program: Program;
  template: CompiledTemplate | undefined;
  trigger: Trigger | undefined;
  products: readonly Product[];
}>;

const letterOf = async (deps: SendEmailDeps, made: Ingredients): Promise<Letter['letter']> => {
  const { message, profile, program, template, trigger, products } = made;
  const { settings } = program;
  const to = profile.person.email === undefined ? undefined : asciiAddress(profile.person.email);
  if (to === undefined) return { ok: false, reason: 'rejected', problem: 'the address cannot be written to by SES' };
  const language = template && pickLanguage(profile.person, settings, Object.keys(template.locales));
  if (!template || !language) return { ok: false, reason: 'template-missing', problem: 'no such template in a language of the shop' };
  const unsubscribe = message.purpose === 'marketing' ? await unsubscribeUrl(deps, { message, profile, to }) : undefined;
  const view = () =>
    buildView({
      profile,
      settings,
      language,
      products,
      links: unsubscribe === undefined ? {} : { unsubscribe: inLanguage(unsubscribe, language) },
      now: deps.runtime.now(),
      ...(trigger ? { event: trigger } : {}),
    });
  const rendered = render(() => renderEmail({ template, locale: language, view: view() }));
  if (!rendered.ok) return { ok: false, reason: 'content-invalid', problem: rendered.problem };
  const { subject, html, text } = rendered;
  const contact = settings.contact.email;
  const mail = { from: settings.shop.from, to, subject, html, text, headers: headersOf(unsubscribe), tags: tagsOf(message, profile) };
  return { ok: true, mail: contact === undefined ? mail : { ...mail, replyTo: contact } };
};

/** Strange data of one customer must end in a reason on the timeline, not in a message that the queue brings for ever. */
const render = (make: () => ReturnType<typeof renderEmail>): ReturnType<typeof renderEmail> => {
  try {
    return make();
  } catch (error) {
    return { ok: false, problem: `rendering broke off: ${error instanceof Error ? error.name : 'unknown'}` };
  }
};

const unsubscribeUrl = async (
  deps: SendEmailDeps,
  { message, profile, to }: Readonly<{ message: OutboxMessage; profile: Profile; to: string }>,
): Promise<string> => {
  const keys = await deps.keys();
  const hash = gateHash(keys, newestVersion(keys), 'email', to);
  const token = signLink(keys, {
    purpose: 'unsubscribe',
    channel: 'email',
    profileId: profile.id,
    gateHash: hash,
    messageId: message.messageId,
  });
  return `${deps.publicUrl}/unsubscribe/${token}`;
};

/** The page behind the link speaks the language of the mail. */
const inLanguage = (url: string, language: Language): string => `${url}?l=${language}`;

/** RFC 8058: mail programs offer their own button, which posts without showing a page. */
const headersOf = (unsubscribe: string | undefined): Mail['headers'] =>
  unsubscribe === undefined ? {} : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };

const tagsOf = ({ messageId, flow, step }: OutboxMessage, { id }: Profile): Mail['tags'] => ({
  message_id: messageId,
  profile_id: id,
  flow,
  step,
});

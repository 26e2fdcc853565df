/**
 * Composes the mail of one message for one customer, or says why there can be none. sending → [this] →
 * core/message/email
 */

import { asciiAddress } from '../../core/identity/mail-address.ts';
import { type Mail, SOFT_BOUNCES_TAG } from '../../core/message/email/mail.ts';
import { renderEmail } from '../../core/message/email/render-email.ts';
import { pickLanguage } from '../../core/message/locale.ts';
import { buildView } from '../../core/message/view.ts';
import { present } from '../../core/present.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { Ingredients, Made } from '../../sending/channel.ts';
import type { SharedDeps } from '../../sending/deps.ts';
import { answersFor, linksFor } from '../../sending/links.ts';
import { inLanguage, rendered } from '../../sending/render.ts';
import { withSignedVisits } from '../../sending/visits.ts';

type Deps = Pick<SharedDeps, 'keys' | 'publicUrl' | 'runtime'>;

export const composeMail = async (deps: Deps, ingredients: Ingredients): Promise<Made<Mail>> => {
  const { message, profile, program, template, trigger, ...shown } = ingredients;
  const { settings } = program;
  const isNotice = message.to === 'shop';
  const address = isNotice ? settings.contact.email : profile.person.email;
  const to = address === undefined ? undefined : asciiAddress(address);
  if (to === undefined)
    return { ok: false, reason: 'rejected', problem: 'the address cannot be written to by SES' };
  const reader = isNotice ? NOBODY : profile.person;
  const language = template && pickLanguage(reader, settings, Object.keys(template.locales));
  if (!template || !language)
    return { ok: false, reason: 'template-missing', problem: 'no such template in a language of the shop' };
  const about = { message, profileId: profile.id, to, template, trigger };
  const links = await linksFor(deps, about);
  const answers = await answersFor(deps, about);
  const view = () =>
    buildView(
      present({
        ...shown,
        profile,
        settings,
        language,
        links: inLanguage(links, language),
        answers: inLanguage(answers, language),
        now: deps.runtime.now(),
        event: trigger,
      }),
    );
  const made = rendered(() => renderEmail({ template, locale: language, view: view() }));
  if (!made.ok) return { ...made, reason: 'content-invalid' };
  const { subject, html, text } = await withSignedVisits(deps, { ...about, settings }, made);
  const contact = isNotice ? undefined : settings.contact.email;
  const mail = {
    from: settings.shop.from,
    to,
    subject,
    html,
    text,
    headers: headersOf(links.unsubscribe),
    tags: tagsOf(message, profile),
  };
  return { ok: true, parcel: contact === undefined ? mail : { ...mail, replyTo: contact } };
};

/** The shop reads in its own first language. */
const NOBODY = { asOf: 0 } as const;

/** RFC 8058: mail programs show a button of their own, which posts without opening a page. */
const headersOf = (unsubscribe: string | undefined): Mail['headers'] =>
  unsubscribe === undefined
    ? {}
    : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };

/** What becomes of a mail to the shop is no news about the customer. */
const tagsOf = (
  { messageId, flow, step, to }: OutboxMessage,
  { id, softBounces = [] }: Profile,
): Mail['tags'] => {
  const own = { message_id: messageId, flow, step };
  if (to === 'shop') return own;
  const bounces = softBounces.length > 0 ? String(softBounces.length) : undefined;
  return present({ ...own, profile_id: id, [SOFT_BOUNCES_TAG]: bounces });
};

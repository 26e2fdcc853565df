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

type Deps = Pick<SharedDeps, 'keys' | 'publicUrl' | 'runtime'>;

export const composeMail = async (deps: Deps, ingredients: Ingredients): Promise<Made<Mail>> => {
  const { message, profile, program, template, trigger, ...shown } = ingredients;
  const { settings } = program;
  const to = profile.person.email === undefined ? undefined : asciiAddress(profile.person.email);
  if (to === undefined)
    return { ok: false, reason: 'rejected', problem: 'the address cannot be written to by SES' };
  const language = template && pickLanguage(profile.person, settings, Object.keys(template.locales));
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
  if (!made.ok) return { ok: false, reason: 'content-invalid', problem: made.problem };
  const { subject, html, text } = made;
  const contact = settings.contact.email;
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

/** RFC 8058: mail programs show a button of their own, which posts without opening a page. */
const headersOf = (unsubscribe: string | undefined): Mail['headers'] =>
  unsubscribe === undefined
    ? {}
    : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };

const tagsOf = ({ messageId, flow, step }: OutboxMessage, { id, softBounces = [] }: Profile): Mail['tags'] =>
  present({
    message_id: messageId,
    profile_id: id,
    flow,
    step,
    [SOFT_BOUNCES_TAG]: softBounces.length > 0 ? String(softBounces.length) : undefined,
  });

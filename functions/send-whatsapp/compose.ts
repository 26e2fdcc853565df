/**
 * Composes the WhatsApp message for one customer, or says why there can be none. sending → [this] →
 * core/message/whatsapp
 */

import { addressOf } from '../../core/consent/address.ts';
import { missingNeed } from '../../core/message/email/render-email.ts';
import { pickLanguage } from '../../core/message/locale.ts';
import { needsOf } from '../../core/message/template.ts';
import { withoutNeed } from '../../core/message/unrendered.ts';
import { buildView } from '../../core/message/view.ts';
import type { WhatsappParcel } from '../../core/message/whatsapp/parcel.ts';
import type { Category } from '../../core/message/whatsapp/rates.ts';
import { addressed, renderWhatsapp } from '../../core/message/whatsapp/render-whatsapp.ts';
import { present } from '../../core/present.ts';
import type { WhatsappTemplate } from '../../core/program/program.ts';
import type { ReasonCode } from '../../core/reason.ts';
import type { Ingredients, Made } from '../../sending/channel.ts';
import type { SharedDeps } from '../../sending/deps.ts';
import { linksFor } from '../../sending/links.ts';
import { inLanguage, rendered } from '../../sending/render.ts';

type Deps = Pick<SharedDeps, 'keys' | 'publicUrl' | 'runtime'>;

export const composeWhatsapp = async (
  deps: Deps,
  ingredients: Ingredients,
): Promise<Made<WhatsappParcel>> => {
  const { message, profile, program, template, trigger, ...shown } = ingredients;
  const { settings } = program;
  const to = addressOf(profile.person, 'whatsapp');
  if (to === undefined)
    return nothing('no-address', 'neither a phone number nor a WhatsApp user id is known');
  if (!settings.whatsapp) return nothing('channel-off', 'settings.json says nothing about whatsapp');
  const language = template && pickLanguage(profile.person, settings, Object.keys(template.whatsapp ?? {}));
  const form = language && template?.whatsapp?.[language];
  if (!form)
    return nothing('template-missing', 'no WhatsApp form of this template in a language of the shop');
  const links = inLanguage(
    await linksFor(deps, { message, profileId: profile.id, to, template, trigger }),
    language,
  );
  const made = rendered(() => {
    const view = buildView(
      present({
        ...shown,
        profile,
        settings,
        language,
        links,
        now: deps.runtime.now(),
        event: trigger,
      }),
    );
    const missing = missingNeed(needsOf(template, 'whatsapp'), view);
    return missing === undefined ? renderWhatsapp(form, view) : withoutNeed(missing);
  });
  if (!made.ok) return { ...made, reason: 'content-invalid' };
  const { transport, from } = settings.whatsapp;
  const currency = settings.budget?.perMonth.currency ?? DEFAULT_CURRENCY;
  const body = addressed(made.content, to, message.messageId);
  return {
    ok: true,
    parcel: { transport, from, to, body, category: categoryOf(form, message.purpose), currency },
  };
};

const nothing = (reason: ReasonCode, problem: string): Made<never> => ({ ok: false, reason, problem });

/** The currency of costs where no budget names another. */
const DEFAULT_CURRENCY = 'EUR';

/** How Meta bills the message; free text inside the 24 hours is billed like a utility template. */
const categoryOf = (form: WhatsappTemplate, purpose: Ingredients['message']['purpose']): Category => {
  if (form.kind === 'freeform') return 'utility';
  return form.category ?? (purpose === 'marketing' ? 'marketing' : 'utility');
};

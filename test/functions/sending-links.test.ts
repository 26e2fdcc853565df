/** The signed links of a message: which it carries, and what each of them says. */
import { describe, expect, it } from 'vitest';
import { gateHash } from '../../core/identity/keys.ts';
import { readLink } from '../../core/identity/link-token.ts';
import { answersFor, linksFor } from '../../sending/links.ts';
import { benchOf, message, profile } from '../support/sender-bench.ts';
import { EMAIL, KEYS } from '../support/sending.ts';

describe('the links of a message', () => {
  const template = (change: object = {}) => ({ needs: [], locales: {}, ...change }) as never;
  const about = (change: object = {}) =>
    ({
      message,
      profileId: profile.id,
      to: EMAIL,
      template: template(),
      trigger: undefined,
      ...change,
    }) as never;
  const { deps } = benchOf();
  const transactional = { ...message, purpose: 'transactional' };
  const read = (url: string | undefined, purpose: never) =>
    readLink(KEYS, url?.split('/').at(-1) ?? '', purpose);
  const claims = {
    channel: 'email',
    profileId: profile.id,
    gateHash: gateHash(KEYS, '2', 'email', EMAIL),
    messageId: message.messageId,
  };

  it('lead out of marketing, and out of nothing else', async () => {
    const links = await linksFor(deps, about());
    expect(Object.keys(links)).toEqual(['unsubscribe', 'preferences']);
    for (const [name, url] of Object.entries(links)) {
      expect(url).toMatch(new RegExp(`^https://mail\\.shop\\.example/${name}/[^/]+$`));
      expect(read(url, name as never)).toEqual({ ...claims, purpose: name });
    }
    expect(await linksFor(deps, about({ message: transactional }))).toEqual({});
  });

  it('name the gate of the channel on which the message leaves', async () => {
    const to = '+491713920011';
    const { unsubscribe } = await linksFor(deps, about({ message: { ...message, channel: 'whatsapp' }, to }));
    const gate = { channel: 'whatsapp', gateHash: gateHash(KEYS, '2', 'whatsapp', to) };
    expect(read(unsubscribe, 'unsubscribe' as never)).toMatchObject(gate);
  });

  it('are none in a mail to the shop itself, which is no customer', async () => {
    const [needs, answers] = [['confirm'], ['green']];
    const notice = about({ message: { ...message, to: 'shop' }, template: template({ needs, answers }) });
    expect([await linksFor(deps, notice), await answersFor(deps, notice)]).toEqual([{}, {}]);
  });

  it('confirm what was requested for this channel, or by the mail itself, only where the template shows it', async () => {
    const confirm = template({ needs: ['confirm'] });
    const requested = (channel: string) => ({ name: 'consent.requested', data: { channel } });
    const at = async (change: object) => {
      const { confirm: url, ...others } = await linksFor(
        deps,
        about({ message: transactional, template: confirm, ...change }),
      );
      expect(others).toEqual({});
      if (url) expect(url).toContain('https://mail.shop.example/confirm/');
      return url === undefined ? undefined : read(url, 'confirm' as never)?.requestedAt;
    };
    expect(await at({})).toBe(message.decidedAt);
    expect(await at({ trigger: { name: 'order.placed', data: {} } })).toBe(message.decidedAt);
    expect(await at({ trigger: requested('email') })).toBe(message.since);
    expect(await at({ trigger: requested('whatsapp') })).toBeUndefined();
    expect(await at({ template: template(), trigger: requested('email') })).toBeUndefined();
    const both = await linksFor(deps, about({ template: confirm }));
    expect(Object.keys(both)).toEqual(['unsubscribe', 'preferences', 'confirm']);
  });

  it('answer the question of their flow, one link for each answer, in marketing alone', async () => {
    const asking = template({ answers: ['green', 'black'] });
    const links = await answersFor(deps, about({ template: asking }));
    expect(Object.keys(links)).toEqual(['green', 'black']);
    expect(links['green']).toContain('https://mail.shop.example/answer/');
    expect(read(links['black'], 'answer' as never)).toEqual({
      ...claims,
      purpose: 'answer',
      answered: { question: message.flow, answer: 'black' },
    });
    expect(await answersFor(deps, about({ template: asking, message: transactional }))).toEqual({});
    expect(await answersFor(deps, about())).toEqual({});
    expect(await answersFor(deps, about({ template: template({ answers: [] }) }))).toEqual({});
  });
});

/** The sender and products that were looked at: only what can be bought is shown, and nothing else leaves. */
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../support/flows.ts';
import { createDesk, customerOf, type Desk, knows, programWith, START } from '../support/sending.ts';

let desk: Desk;
const { profile, message } = customerOf('jette');

beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
  await knows(desk, { profile, message });
  return () => desk.close();
});

describe('a mail that shows what was looked at', () => {
  const shows = (list: string) =>
    `{% for product in products.${list} %}{{ product.title }} {{ product.price }};{% endfor %}`;
  const template = {
    needs: ['viewed' as const],
    locales: { de: { subject: 'S', preheader: '', html: shows('viewed'), text: shows('viewed') } },
  };
  const views = ['seen', 'gone'].map((id, index) => ({ id, at: START - index, ref: `t#view#${id}` }));
  const outOf = (id: string) => ({
    id,
    asOf: START,
    title: id,
    categories: [],
    variants: { 1: { stock: 0 } },
    reviews: [],
  });

  beforeEach(async () => {
    await desk.publish(programWith({}, { seq: 2, templates: { help: template } }));
    await desk.save({ ...profile, views });
    for (const { id, ref } of views)
      await desk.profiles.putRecord(
        {
          profileId: profile.id,
          ref,
          inputId: ref,
          entries: [
            {
              type: 'event',
              at: START,
              event: 'product.viewed',
              eventId: id,
              source: 'test',
              data: { product: { product_id: id, title: `Told ${id}`, price: '4.50', currency: 'EUR' } },
            },
          ],
        },
        0,
        START + 1_000 * HOUR,
      );
    await desk.products.save(outOf('gone'), 0);
  });

  it('shows exactly what can be bought of it, and is skipped where nothing is left', async () => {
    await desk.deliver({ ...message, seq: 2 });
    expect(desk.mails().map(({ text }) => text)).toEqual(['Told seen 4,50\u00a0€;\n']);
    await desk.products.save(outOf('seen'), 0);
    await desk.deliver({ ...message, seq: 2, messageId: 'later' });
    expect(desk.told()).toMatchObject([{ reason: 'content-out-of-stock' }]);
    expect(desk.mails()).toHaveLength(1);
  });

  it('is not made for somebody who looked at nothing', async () => {
    await desk.save({ ...profile, views: [] });
    await desk.deliver({ ...message, seq: 2 });
    expect(desk.told()).toMatchObject([{ reason: 'content-invalid' }]);
  });

  it('is not made where a variable is missing, and its row names the variable for the timeline', async () => {
    const html = '{{ event.gift }}';
    const locales = { de: { subject: 'S', preheader: '', html, text: html } };
    await desk.publish(programWith({}, { seq: 3, templates: { help: { needs: [], locales } } }));
    await desk.deliver({ ...message, seq: 3 });
    const row = await desk.row(message);
    expect(row).toMatchObject({ outcome: 'skipped', reason: 'content-invalid', missing: 'event.gift' });
  });
});

/** The sender and facts about the customer: a message says what conditions know at the moment of sending. */
import { expect, it } from 'vitest';
import { createDesk, customerOf, knows, programWith, START } from '../support/sending.ts';

const { profile, message } = customerOf('jette');

it('shows what the customer has bought and what the shop knows, as it is when the mail leaves', async () => {
  const desk = await createDesk();
  try {
    await knows(desk, { profile, message });
    const text =
      "{{ customer.orders.count }} {{ customer.orders.spent }} {{ customer.orders.categories | join: '+' }} {{ customer.attributes.size }}";
    const template = { needs: [], locales: { de: { subject: 'S', preheader: '', html: text, text } } };
    await desk.publish(programWith({ currency: 'EUR' }, { templates: { help: template } }));
    await desk.save({
      ...profile,
      attributes: { size: 'm' },
      spent: { EUR: 4_990, CHF: 100_000 },
      purchases: { rows: [], counted: { EUR: 1, CHF: 1 }, left: { first: START, last: START, marks: '' } },
      bought: { products: ['8101'], categories: ['Tee', 'Kannen'] },
    });
    await desk.deliver(message);
    expect(desk.mails().map(({ text: said }) => said.trim())).toEqual(['2 49,90\u00a0€ Tee+Kannen m']);
  } finally {
    await desk.close();
  }
});

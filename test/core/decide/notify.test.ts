/** The step that tells the shop about a customer, in the pure engine and at publish. */
import { describe, expect, it, test } from 'vitest';
import { flowText, folderWith, publishOf, settingsText } from '../../support/content.ts';
import { DAY, flowOf, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const told = flowOf({
  id: 'told',
  trigger: { on: 'order.placed', restart: false },
  list: [
    { kind: 'notify', id: 'tell', template: 'notice', next: 'later' },
    wait('later', DAY, 'mail'),
    send('mail', null),
  ],
});
const program = () => {
  const made = programOf([told], { contact: { email: 'team@shop.example' } });
  return { ...made, templates: { ...made.templates, notice: { needs: [], locales: { de: TEXT } } } };
};
const TEXT = { subject: 'S', preheader: '', html: 'H', text: 'T' };

test('the shop is told once and at once, whatever the customer agreed to, and the flow goes on', () => {
  const story = storyOf(program()).hears('order.placed', { order_id: '1' });
  expect(story.left().map(({ step, to, purpose }) => ({ step, to, purpose }))).toEqual([
    { step: 'tell', to: 'shop', purpose: 'transactional' },
  ]);
  story.passes(2 * DAY);
  expect(story.left().filter(({ to }) => to === 'shop')).toHaveLength(1);
  expect(story.profile().slots).toEqual([]);
});

test('it uses up nothing of the attention of a customer who agreed', () => {
  const story = storyOf(program()).consents().hears('order.placed', { order_id: '1' });
  expect(story.profile().slots).toEqual([]);
  story.passes(2 * DAY);
  expect(story.left().map(({ step }) => step)).toEqual(['tell', 'mail']);
});

describe('a flow with notify', () => {
  const steps = [{ id: 'tell', notify: { template: 'help' } }];
  const published = (settings: Readonly<Record<string, unknown>>) =>
    publishOf(
      folderWith({ 'settings.json': settingsText(settings), 'flows/sample.json': flowText({ steps }) }),
    );
  const errors = (settings: Readonly<Record<string, unknown>>) =>
    published(settings).problems.filter(({ severity }) => severity === 'error');

  it('is published where the shop says how it is reached, and refused where it does not', () => {
    expect(errors({ contact: { email: 'team@shop.example' } })).toEqual([]);
    const [problem] = errors({ contact: {} });
    expect(problem?.message.en).toContain('settings.json does not say where');
    expect(problem?.message.de).toContain('settings.json sagt nicht, wohin');
  });

  it('names a template that there is', () => {
    const flow = flowText({ steps: [{ id: 'tell', notify: { template: 'nowhere' } }] });
    const { problems } = publishOf(folderWith({ 'flows/sample.json': flow }));
    expect(problems.some(({ message }) => message.en.includes('nowhere'))).toBe(true);
  });
});

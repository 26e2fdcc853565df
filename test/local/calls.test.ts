/** Calls of flows through the public routes: made once, signed, tried again, bounded, and told in words. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL } from '../../stand-ins/names.ts';
import type { TakenCall } from '../../stand-ins/webhooks/webhooks.ts';
import { type EditedContent, editedContent } from '../support/edited-content.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
let content: EditedContent;

const FLOW = {
  name: { de: 'Kasse', en: 'Till' },
  status: 'live',
  trigger: { on: 'acme.visit' },
  reentry: 'always',
  steps: [
    {
      id: 'crm',
      call: {
        url: 'https://hooks.crm.example/in?key=secret',
        body: { event: 'visit', email: { fact: 'customer.email' } },
      },
    },
  ],
};

beforeAll(async () => {
  content = editedContent({
    'settings.json': (text) =>
      text.replace(/"customEvents": \[[^\]]*\]/, '"calls": { "perDay": 9 }, "customEvents": ["acme.visit"]'),
  });
  writeFileSync(join(content.folder, 'flows/till.json'), JSON.stringify(FLOW));
  system = await startSystem('2026-11-20T09:00:00Z', { contentFolder: content.folder });
});
afterAll(async () => {
  await system.close();
  content.remove();
});

const emailOf = (name: string) => `${name}@example.org`;
const visits = async (name: string): Promise<void> => {
  await system.tell('acme.visit', { customer: { email: emailOf(name) } });
  await system.advance('1m');
};
const taken = () => system.json<readonly TakenCall[]>('/local/calls');
const of = async (name: string) =>
  (await taken()).filter(({ body }) => JSON.parse(body).email === emailOf(name));
const told = async (name: string): Promise<readonly string[]> =>
  (await system.view(emailOf(name))).timeline.flatMap(({ event }) =>
    typeof event === 'string' && event.startsWith('call.') ? [event] : [],
  );
const fails = (kind: string) =>
  system.post('/local/faults', [{ service: 'webhooks', operation: '*', kind, rate: 1 }]);

describe('a call', () => {
  it('is made once, says what the flow names, and proves who made it', async () => {
    await visits('enna');
    const [call, ...more] = await of('enna');
    expect(more).toEqual([]);
    expect(call).toMatchObject({ url: 'https://hooks.crm.example/in?key=secret' });
    expect(JSON.parse(call?.body ?? '')).toEqual({ event: 'visit', email: 'enna@example.org' });
    const key = `whsec_${btoa('local-webhook-secret')}`;
    const at = new Date(Number(call?.timestamp) * 1_000);
    expect(call?.signature).toBe(new Webhook(key).sign(call?.id ?? '', at, call?.body ?? ''));
    expect(await told('enna')).toEqual(['call.delivered']);
  });

  it('is told in words, by the host and without the address', async () => {
    const overview = await (
      await system.get('/local/overview?customer=enna@example.org&lang=de&all=1')
    ).text();
    expect(overview).toContain('hooks.crm.example hat den Aufruf von „Kasse“ angenommen');
    expect(overview).not.toContain('key=secret');
  });

  it('that was not heard is made again under the same id', async () => {
    await fails('timeout-after');
    await visits('fenja');
    await system.post('/local/faults', []);
    await system.advance('10m');
    const calls = await of('fenja');
    expect(calls.length).toBeGreaterThan(1);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
    expect(await told('fenja')).toEqual(['call.delivered']);
  });

  it('beyond the budget of the day is not made, and told', async () => {
    const guests = Array.from({ length: 9 }, (_, index) => `guest-${index}`);
    for (const guest of guests) await visits(guest);
    expect(await told('guest-0')).toEqual(['call.delivered']);
    expect(await told('guest-8')).toEqual(['call.failed']);
    expect(await of('guest-8')).toEqual([]);
    expect(await taken()).toHaveLength(9);
  });

  it('of somebody who was erased meanwhile is dropped', async () => {
    await system.moveTo('2026-11-21T09:00:00Z');
    await fails('throttle');
    await visits('imke');
    await system.tell('customer.erased', { customer: { email: emailOf('imke') } });
    await system.post('/local/faults', []);
    await system.advance('2h');
    expect(await of('imke')).toEqual([]);
  });

  it('that gets no further for a day is told and lies in the dead letters, from where it is made after all', async () => {
    await system.moveTo('2026-11-22T00:01:00Z');
    await system.post('/local/publish');
    await visits('jelde');
    expect(await told('jelde')).toEqual(['call.delivered']);
    await fails('error');
    writeFileSync(
      join(content.folder, 'settings.json'),
      readFileSync(join(content.folder, 'settings.json'), 'utf8').replace(
        '"perDay": 9 }',
        '"perDay": 1000 }',
      ),
    );
    await system.post('/local/publish');
    await visits('kea');
    await system.advance('26h');
    expect(await told('kea')).toEqual(['call.failed']);
    expect(system.standIns.sqs.queue(LOCAL.callDeadLetters).size()).toBe(1);
    await system.post('/local/faults', []);
    await system.post('/local/redrive', {});
    expect(await of('kea')).toHaveLength(1);
    expect(await told('kea')).toEqual(['call.failed', 'call.delivered']);
  });
});

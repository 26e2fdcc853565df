/** What publishing says about calls: only public addresses, only facts that exist. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { flowText, folderWith, publishOf } from '../../support/content.ts';

const published = (call: object) =>
  publishOf(folderWith({ 'flows/sample.json': flowText({ steps: [{ id: 'a', call }] }) }));
const words = (call: object) => published(call).problems.map(({ message }) => message.en);

describe('a call', () => {
  it('is compiled with its body as it is written', () => {
    const body = { who: { fact: 'customer.customer_id' }, n: [1, { fact: 'customer.attributes.size' }] };
    const { program, problems } = published({ url: 'https://hooks.crm.example/in', body });
    expect(problems).toEqual([]);
    expect(program?.flows['sample']?.steps['a']).toEqual({
      kind: 'call',
      id: 'a',
      url: 'https://hooks.crm.example/in',
      body,
      next: null,
    });
  });

  it.each([
    'http://hooks.crm.example/',
    'https://localhost/',
    'https://crm/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://db.internal/',
    'https://printer.local/',
    'https://user:word@crm.example/',
  ])('to %s is refused', (url) => {
    expect(published({ url }).program).toBeUndefined();
  });

  it('names facts that exist, each alone in its place', () => {
    expect(words({ url: 'https://crm.example/', body: { a: { fact: 'customer.mail' } } }).join()).toContain(
      'The fact "customer.mail" is unknown',
    );
    const body = { a: { fact: 'customer.email', or: 'x' } };
    expect(words({ url: 'https://crm.example/', body }).join()).toContain('stands beside "fact"');
  });

  it('has a body of bounded size', () => {
    const body = { text: 'x'.repeat(LIMITS.callBodyBytes) };
    expect(words({ url: 'https://crm.example/', body }).join()).toContain('too large');
  });

  it('is told of to no other flow: what became of it starts nothing', () => {
    const settings = { 'settings.json': JSON.stringify({ customEvents: ['call.delivered'] }) };
    const flow = flowText({ trigger: { on: 'call.delivered' } });
    const { problems } = publishOf(folderWith({ ...settings, 'flows/sample.json': flow }));
    expect(problems.filter(({ severity }) => severity === 'error')).not.toEqual([]);
  });
});

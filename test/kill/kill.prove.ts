/** Three kills of the real process under load; `npm run kill-test` does it fifty times. */
import { expect, test } from 'vitest';
import { killRun } from './run.ts';

test('a system that is killed three times under load loses no event and no mail, and sends nothing twice', async () => {
  const { broken, mails } = await killRun({ kills: 3, customersPerKill: 4, seed: 7, print: () => {} });
  expect(broken).toEqual([]);
  expect(mails).toBeGreaterThan(0);
});

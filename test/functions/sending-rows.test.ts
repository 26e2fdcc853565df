/** What a sender does with a message whose row stands in the ledger already, in memory. */
import { describe, expect, it } from 'vitest';
import { deliver } from '../../sending/deliver.ts';
import { benchOf, message, profile } from '../support/sender-bench.ts';
import { LEASE_MS, START } from '../support/sending.ts';

describe('a row that stands there already', () => {
  const met = async (row: object, settles = true) => {
    const { deps, did } = benchOf({
      claim: { messageId: message.messageId, message, ...row },
      settle: settles,
    });
    await deliver(deps, message);
    expect(did[0]).toEqual(['claim', message, 'token', START]);
    return did.slice(1);
  };

  it('is reported again where it did not leave for a reason, and otherwise left alone', async () => {
    for (const outcome of ['skipped', 'failed'])
      expect(await met({ phase: 'settled', outcome, reason: 'exit' })).toMatchObject([
        [
          'sendInputs',
          [{ kind: 'outcome', profileId: profile.id, outcome, reason: 'exit', receivedAt: START }],
        ],
      ]);
    for (const row of [{ outcome: 'sent', reason: 'exit' }, { outcome: 'skipped' }, {}])
      expect(await met({ phase: 'settled', ...row })).toEqual([]);
  });

  it('is looked at again as long as somebody works on it, and its call becomes unknown after that', async () => {
    const again = (seconds: number) => [['sendMessage', message, seconds]];
    expect(await met({ phase: 'claimed', leaseUntil: START + LEASE_MS })).toEqual(
      again(LEASE_MS / 1_000 + 1),
    );
    expect(await met({ phase: 'released' })).toEqual(again(1));
    expect(await met({ phase: 'calling', leaseUntil: START + 1 })).toEqual(again(2));
    const unknown = ['settle', message.messageId, { outcome: 'unknown', at: START }];
    for (const row of [{ leaseUntil: START }, {}])
      expect(await met({ phase: 'calling', ...row })).toMatchObject([
        unknown,
        ['log', expect.stringContaining('unknown'), { message: message.messageId }],
      ]);
    expect(await met({ phase: 'calling', leaseUntil: START }, false)).toEqual([unknown]);
  });
});

/** Statuses of our messages, and batches of everything: each part on its own, and none makes it throw. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translateBatch } from '../../../platforms/whatsapp/batch.ts';
import { runs } from '../../support/runs.ts';
import { BSUID, bodyOf, entryOf, failedWith, says, status, WA_ID } from '../../support/whatsapp.ts';
import { fixture, NOW, read, taken } from '../../support/whatsapp-reading.ts';

describe('a status', () => {
  const statusOf = (...statuses: readonly object[]) => taken(bodyOf(entryOf({ statuses }))).acts;

  it('moves the message it is about, found by our id or the provider’s', () => {
    expect(fixture('statuses.delivered').acts).toMatchObject([
      { kind: 'status', status: { providerIds: ['wamid.DEMO.OUT.0001'], outcome: 'delivered' } },
    ]);
    expect(statusOf(status(NOW, 'read', 'wamid.1', { biz_opaque_callback_data: 'message1' }))).toMatchObject([
      { status: { messageId: 'message1', outcome: 'read' } },
    ]);
    expect(statusOf(status(NOW, 'played', 'wamid.1'))).toMatchObject([{ status: { outcome: 'read' } }]);
  });

  it('is dated by its own time, and never in the future: no later word could come after it', () => {
    for (const [stated, at] of [
      [NOW - 60_000, NOW - 60_000],
      [NOW + 3_600_000, NOW],
    ] as const)
      expect(statusOf(status(stated, 'read', 'wamid.1'))).toMatchObject([
        { status: { at: expect.toSatisfy((told: number) => told >= at && told <= Math.min(at + 999, NOW)) } },
      ]);
  });

  it('131050 is an opt-out, 131049 is none', () => {
    const failed = fixture('statuses.failed-131050');
    expect(failed.events).toEqual([]);
    expect(failed.acts).toMatchObject([
      { kind: 'stop-marketing', addresses: ['+491713920042'] },
      {
        kind: 'status',
        status: { outcome: 'failed', code: 131_050 },
        optOut: [{ kind: 'event', event: { name: 'consent.withdrawn' } }],
      },
    ]);
    expect(statusOf(status(NOW, 'failed', 'wamid.1', failedWith(131_049)))).toEqual([
      { kind: 'status', status: expect.objectContaining({ outcome: 'failed', code: 131_049 }) },
    ]);
  });
});

describe('a batch', () => {
  it('is read part by part, entries x changes x messages and statuses', () => {
    const first = entryOf({
      messages: [says(NOW, 'eins'), says(NOW, 'zwei')],
      statuses: [status(NOW, 'sent', 'wamid.1')],
    });
    const second = entryOf({ messages: [says(NOW, 'drei')] });
    const { events, acts } = taken(bodyOf(first, second));
    expect(events.map(({ data }) => data.text)).toEqual(['eins', 'zwei', 'drei']);
    expect(acts).toHaveLength(1);
  });

  it('with one part that is not understood keeps the rest, and says why', () => {
    const messages = [
      { type: 'text' },
      says(NOW, 'eins'),
      says(NOW, 'zwei', { from: undefined, from_user_id: undefined, id: 'x' }),
    ];
    const batch = taken(bodyOf(entryOf({ messages, contacts: [] })));
    expect(batch.events.map(({ data }) => data.text)).toEqual(['eins']);
    expect(batch.leftOver).toBe(
      'a message without an id or a type; a message from nobody: neither a phone number nor a user id',
    );
    expect(batch.leftOver).not.toContain(WA_ID);
  });

  it('of fields we have no use for is ignored, and what is no batch is not understood', () => {
    expect(read(bodyOf(entryOf({}, 'message_template_status_update')))).toMatchObject({ kind: 'ignored' });
    expect(read({ object: 'page', entry: [] })).toMatchObject({ kind: 'ignored' });
    expect(read({ hello: 'world' })).toMatchObject({ kind: 'not-understood' });
    expect(read('no json')).toMatchObject({ kind: 'not-understood' });
  });
});

it('no JSON whatsoever makes it throw', () => {
  const names = [
    'id',
    'changes',
    'field',
    'value',
    'messages',
    'statuses',
    'user_preferences',
    'contacts',
    'from',
    'type',
    'timestamp',
    'text',
  ];
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom('messages', 'text', 'failed', 'stop', 'STOP', WA_ID, BSUID, 131_050, '1795198800'),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          ...names,
          'status',
          'errors',
          'code',
          'wa_id',
          'user_id',
          'category',
          'body',
          'button',
        ),
        tie('node'),
        {
          maxKeys: 6,
        },
      ),
    ),
  }));
  fc.assert(
    fc.property(fc.array(tree.node, { maxLength: 3 }), (entries) => void translateBatch(entries, NOW)),
    { numRuns: runs(500) },
  );
  fc.assert(
    fc.property(tree.node, tree.node, (message, value) => {
      void translateBatch(
        [
          entryOf({ messages: [message], statuses: [message], user_preferences: [message] }),
          entryOf({ messages: [value] }),
        ],
        NOW,
      );
      void translateBatch([{ changes: [{ field: 'messages', value }] }], NOW);
    }),
    { numRuns: runs(500) },
  );
});

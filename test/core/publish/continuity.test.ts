/**
 * Editing a flow with people inside: every removed step leads somewhere, and unchanged flows stay as they
 * are.
 */
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a word of the flow language, and nobody awaits a
// file.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { present } from '../../../core/present.ts';
import type { CompiledFlow, Program } from '../../../core/program/program.ts';
import { flowText, folderWith, publishOf } from '../../support/content.ts';
import { runs } from '../../support/runs.ts';

const send = (id: string) => ({ id, send: { channel: 'email', template: 'help' } });
const wait = (id: string) => ({ id, wait: '1h' });

/** Publishes one version of a flow after another. */
const published = (...versions: readonly Readonly<Record<string, unknown>>[]): CompiledFlow => {
  const last = versions.reduce<Program | undefined>((previous, changes, index) => {
    const { program, problems } = publishOf(
      folderWith({ 'flows/sample.json': flowText(changes) }),
      present({ previous, seq: index + 1 }),
    );
    if (!program) throw new Error(JSON.stringify(problems));
    return program;
  }, undefined);
  const flow = last?.flows['sample'];
  if (!flow) throw new Error('nothing published');
  return flow;
};

describe('a step that is gone', () => {
  it('leads to the next one that is still there', () => {
    const flow = published(
      { steps: [wait('a'), wait('b'), wait('c'), send('d')] },
      { steps: [wait('a'), send('d')] },
    );
    expect(flow.removed).toEqual({ b: 'd', c: 'd' });
  });

  it('leads out of the flow where nothing comes after it', () => {
    expect(published({ steps: [send('a'), wait('b'), send('c')] }, { steps: [send('a')] }).removed).toEqual({
      b: null,
      c: null,
    });
  });

  it('leads from inside a branch to what comes behind it', () => {
    const branching = {
      id: 'big',
      if: { 'checkout.pieces': { gte: 3 } },
      then: [wait('x')],
      else: [wait('y')],
    };
    expect(published({ steps: [branching, send('end')] }, { steps: [send('end')] }).removed).toEqual({
      big: 'end',
      x: 'end',
      y: 'end',
    });
  });

  it('is remembered over later publishes, also when its successor goes too', () => {
    const flow = published(
      { steps: [wait('a'), wait('b'), send('c'), send('d')] },
      { steps: [wait('b'), send('c'), send('d')] },
      { steps: [send('c'), send('d')] },
      { steps: [send('d')] },
    );
    expect(flow.removed).toEqual({ a: 'd', b: 'd', c: 'd' });
  });

  it('is forgotten when it comes back', () => {
    expect(
      published({ steps: [wait('a'), send('b')] }, { steps: [send('b')] }, { steps: [wait('a'), send('b')] })
        .removed,
    ).toEqual({});
  });

  it('always leads to a step of the newest version or out, whatever the edits were', () => {
    const steps = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(steps, { minLength: 2, maxLength: 6 }), (versions) => {
        const flow = published(...versions.map((ids) => ({ steps: ids.map(send) })));
        const ever = new Set(versions.flat());
        const known = [...ever].filter((id) => id in flow.steps || id in flow.removed);
        expect(known.toSorted()).toEqual([...ever].toSorted());
        for (const next of Object.values(flow.removed))
          expect(next === null || next in flow.steps).toBe(true);
      }),
      { numRuns: runs(60) },
    );
  });
});

describe('a flow that nobody changed', () => {
  it('keeps the sequence of its last change', () => {
    expect(published({}, {}, {}).since).toBe(1);
    expect(published({}, { exitOn: ['order.placed'] }, { exitOn: ['order.placed'] }).since).toBe(2);
  });

  it('is not a new version for a new name, status or priority', () => {
    const flow = published(
      { onEdit: 'finish' },
      { onEdit: 'finish', status: 'paused', priority: 9, name: { de: 'Neu', en: 'New' } },
    );
    expect(flow).toMatchObject({ since: 1, earlier: [], status: 'paused', priority: 9 });
  });
});

describe('earlier versions', () => {
  it('stay for those inside where the policy is finish or only-new', () => {
    for (const onEdit of ['finish', 'only-new']) {
      const flow = published({ onEdit, steps: [wait('a'), send('b')] }, { onEdit, steps: [send('b')] });
      expect(flow.earlier.map(({ since, first, earlier }) => ({ since, first, earlier }))).toEqual([
        { since: 1, first: 'a', earlier: [] },
      ]);
    }
  });

  it('are given up where the policy is follow', () => {
    expect(published({ steps: [wait('a'), send('b')] }, { steps: [send('b')] }).earlier).toEqual([]);
  });

  it('are bounded, the newest first', () => {
    const versions = Array.from({ length: LIMITS.earlierVersionsPerFlow + 3 }, (_, index) => ({
      onEdit: 'finish',
      steps: [wait(`step-${index}`), send('end')],
    }));
    const { earlier } = published(...versions);
    expect(earlier.map(({ since }) => since)).toEqual([7, 6, 5, 4, 3]);
  });

  it('keep the templates they need', () => {
    const first = publishOf(
      folderWith({
        'flows/sample.json': flowText({
          onEdit: 'finish',
          steps: [{ id: 'x', send: { channel: 'email', template: 'old' } }],
        }),
        'templates/old.de.mjml': '',
        'templates/old.en.mjml': '',
      }),
    );
    const second = publishOf(
      folderWith({ 'flows/sample.json': flowText({ onEdit: 'finish' }) }),
      present({ seq: 2, previous: first.program }),
    );
    expect(Object.keys(second.program?.templates ?? {}).toSorted()).toEqual(['help', 'offer', 'old']);
  });
});

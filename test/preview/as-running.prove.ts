/** A preview and the running system, event by event: the same messages at the same minutes for the same reasons. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseJsonFile } from '../../adapters/content/jsonc.ts';
import { toIso } from '../../core/time/instant.ts';
import { previewOf } from '../../preview/preview.ts';
import { readScript } from '../../preview/script.ts';
import { SHIPPED, startSystem } from '../support/local-system.ts';
import { shippedProgram } from '../support/shipped-content.ts';

const SAMPLES = join(import.meta.dirname, '../../preview/samples');

it.each(['abandoned-cart', 'first-order', 'guest-in-english'])('%s', async (sample) => {
  const { program } = await shippedProgram();
  if (!program) throw new Error('the shipped content does not compile');
  const text = readFileSync(join(SAMPLES, `${sample}.json`), 'utf8');
  const read = readScript(sample, parseJsonFile(text), program.settings);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const { script } = read;

  const seen = await previewOf(program, script, 'en');
  const foreseen = seen.rows.flatMap(({ kind, at, flow, step, outcome, reason }) =>
    kind === 'message' && outcome !== 'deferred'
      ? [[toIso(Date.parse(at)).slice(0, 16), flow, step, outcome, reason ?? ''].join(' ')]
      : [],
  );

  const system = await startSystem(toIso(script.start), { contentFolder: SHIPPED, reportsBeside: false });
  try {
    for (const { at, event, data } of script.events) {
      await system.moveTo(toIso(at));
      expect((await system.tell(event, { customer: script.customer, ...data }, toIso(at))).status).toBe(200);
    }
    await system.moveTo(toIso(script.until));
    const { timeline } = await system.view(String(script.customer['email']));
    const happened = timeline.flatMap(({ type, at, flow, step, outcome, reason }) =>
      type === 'message' ? [[at.slice(0, 16), flow, step, outcome, reason ?? ''].join(' ')] : [],
    );
    expect(foreseen.toSorted()).toEqual(happened.toSorted());
  } finally {
    await system.close();
  }
});

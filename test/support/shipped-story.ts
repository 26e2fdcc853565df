/** A customer's story under the content that a new shop starts with, as it is when the shop goes live. */
import type { Program } from '../../core/program/program.ts';
import { parseIso, toIso } from '../../core/time/instant.ts';
import { shippedProgram } from './shipped-content.ts';
import { storyOf } from './story.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export type Story = ReturnType<typeof storyOf>;

/** Friday afternoon in Berlin, outside the quiet hours. */
const FRIDAY = '2026-11-20T17:00:00Z';

/**
 * Compiles the content once, as published at that moment, and begins as many stories as a test needs. The
 * pools of coupons are shipped without codes; `codes` is how many the shop has put into each.
 */
export const shippedStory = async (publishedAt = 0, codes = 0): Promise<(start?: string) => Story> => {
  const { program, problems } = await shippedProgram(publishedAt);
  if (!program) throw new Error(JSON.stringify(problems));
  const live = {
    ...program,
    settings: { ...program.settings, sending: 'live' as const },
    coupons: filled(program.coupons, codes),
  };
  return (start = FRIDAY) => {
    const at = parseIso(start);
    if (at === undefined) throw new Error(`${start} is no instant`);
    return storyOf(live, { start: at });
  };
};

const filled = (pools: Program['coupons'], count: number): NonNullable<Program['coupons']> =>
  Object.fromEntries(Object.entries(pools ?? {}).map(([name, pool]) => [name, { ...pool, count }]));

/** What left of one flow, as `step MM-DDThh:mm` in UTC. */
export const leftOf = (story: Story, flow: string): readonly string[] =>
  story
    .left()
    .filter((message) => message.flow === flow)
    .map((message) => `${message.step} ${toIso(message.at).slice(5, 16)}`);

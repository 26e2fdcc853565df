/**
 * One world from its first day to the end of its quiet: the loop that moves the clock from one thing to the
 * next.
 */

import { present } from '../../core/present.ts';
import { createActing } from './acting.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import { type Cloud, createCloud } from './cloud.ts';
import { editContent } from './content.ts';
import { type Happening, isBroughtAlong } from './happening.ts';
import type { Plan } from './plan.ts';
import type { Planted } from './planted/planted.ts';
import { createPublishing, createSaved } from './publishing.ts';
import { chanceOf } from './random.ts';
import { createSweeper, type Sweeper } from './sweeper.ts';

export type World = Awaited<ReturnType<typeof runWorld>>;

const MINUTE = 60_000;
/** What one call takes. */
const CALL_MS = 8;
/** Mails of which SES tells that it has them and that they arrived. */
const TOLD_OF = 0.25;
const CLICKED = 0.3;
/**
 * Somebody follows the alarm and puts the dead letters back: between two looks pass from twenty minutes to
 * four hours.
 */
const REDRIVEN_AFTER_MS = [20 * MINUTE, 4 * 60 * MINUTE] as const;
const DEAD_LETTERS = ['input-dlq.fifo', 'outbox-dlq', 'outbox-whatsapp-dlq'];

export const runWorld = async (plan: Plan, planted?: Planted) => {
  const agenda = createAgenda();
  const saved = createSaved();
  const cloud = await createCloud(present({ plan, agenda, versions: saved.versions, planted }));
  const { clock, standIns, witness, invoke } = cloud;
  const { act, senders } = createActing(plan, cloud, agenda);
  const sweeper = createSweeper(cloud);

  const { edit, ended } = createPublishing(cloud, agenda, saved);
  const happen = (happening: Happening): void => {
    if (happening.kind === 'edit') edit((before) => editContent(before, happening.edit), happening.rushed);
    else act(happening);
  };
  standIns.mailbox.subscribe(({ messageId, channel }) => {
    if (channel !== 'email') return;
    const chance = chanceOf(plan.seed, 'feedback', messageId);
    const clicks = chanceOf(plan.seed, 'clicks', messageId);
    const tell = (kind: 'Send' | 'Delivery' | 'Click') => (): void => {
      const mail = witness.mails.find((candidate) => candidate.messageId === messageId);
      if (mail) senders.feedback(mail, kind);
    };
    if (clicks.maybe(CLICKED)) agenda.add(clock.now() + clicks.between(30, 60_000) * 1_000, tell('Click'));
    if (!chance.maybe(TOLD_OF)) return;
    agenda.add(clock.now() + chance.between(0, 300) * 1_000, tell('Send'));
    agenda.add(clock.now() + chance.between(0, 3_000) * 1_000, tell('Delivery'));
  });

  edit((before) => before);
  for (const happening of plan.happenings)
    if (!isBroughtAlong(happening)) agenda.add(happening.at, () => happen(happening));
  agenda.add(plan.calmFrom, () =>
    edit(({ broken: _mended, ...before }) => ({
      ...before,
      version: before.version + 1,
      paused: false,
      sending: 'live',
    })),
  );
  const operator = chanceOf(plan.seed, 'operator');
  for (let at = plan.start; at < plan.end; at += operator.between(...REDRIVEN_AFTER_MS)) {
    agenda.add(at, () => {
      const empty = DEAD_LETTERS.every((name) => standIns.sqs.queue(name).peek().length === 0);
      if (!empty) void invoke('redrive', String(at), (functions) => functions.redrive({}));
    });
  }

  await drive({ plan, cloud, agenda, sweeper });
  await ended();
  return {
    plan,
    cloud,
    witness,
    pastTimers: standIns.scheduler.pastRequests() - witness.thawedTimers.length,
  };
};

type Driven = Readonly<{ plan: Plan; cloud: Cloud; agenda: Agenda; sweeper: Sweeper }>;

/** From one thing to the next until the plan is over and nothing runs any more. */
const drive = async (driven: Driven): Promise<void> => {
  const { plan, cloud, agenda, sweeper } = driven;
  const { clock, turns, standIns } = cloud;
  for (;;) {
    await turns.calm();
    // Where nothing was due, all is as calm as before.
    if (startDue(driven)) await turns.calm();
    if (await turns.next()) {
      clock.moveTo(clock.now() + CALL_MS);
      continue;
    }
    const due = [agenda.nextDue(), standIns.nextDue(), turns.nextDue(), sweeper.nextDue()].filter(
      (at) => at !== undefined,
    );
    const next = Math.min(...due);
    if (turns.running() === 0 && next > plan.end) return;
    if (!Number.isFinite(next)) throw new Error('the world stands still while something is running');
    clock.moveTo(Math.max(next, clock.now()));
  }
};

const startDue = ({ cloud, agenda, sweeper }: Driven): boolean => {
  const before = cloud.turns.arrivals();
  const acted = agenda.run(cloud.clock.now());
  cloud.standIns.scheduler.fireDue();
  sweeper.run();
  for (const source of cloud.sources) while (source.startNext() !== undefined);
  return acted || cloud.turns.arrivals() > before;
};

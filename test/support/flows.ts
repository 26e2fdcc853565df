/** Compiled flows and programs for tests of the core, made without files. */
import { present } from '../../core/present.ts';
import { askedPerOrder } from '../../core/program/per-order.ts';
import type {
  CompiledFlow,
  CompiledStep,
  CompiledTemplate,
  Controls,
  Program,
} from '../../core/program/program.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../core/program/settings.ts';
import { startEvents } from '../../core/program/starts.ts';

export const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;

export const wait = (id: string, ms: number, next: string | null): CompiledStep => ({
  kind: 'wait',
  id,
  wait: { kind: 'elapsed', ms },
  next,
});
export const send = (id: string, next: string | null, usefulForMs = 3 * DAY): CompiledStep => ({
  kind: 'send',
  id,
  channel: 'email',
  template: id,
  usefulForMs,
  next,
});

export const flowOf = (
  change: Partial<CompiledFlow> & Readonly<{ id: string; list: readonly CompiledStep[] }>,
): CompiledFlow => {
  const { list, ...rest } = change;
  return {
    name: { de: change.id, en: change.id },
    status: 'live',
    priority: 5,
    purpose: 'marketing',
    trigger: { on: 'checkout.updated', restart: false },
    reentry: { kind: 'always' },
    exitOn: [],
    holdout: 0,
    onEdit: 'follow',
    first: list[0]?.id ?? null,
    steps: Object.fromEntries(list.map((step) => [step.id, step])),
    removed: {},
    since: 1,
    earlier: [],
    ...rest,
  };
};

/**
 * The abandoned cart as it is shipped: mails after 1 h, 24 h and 48 h, each counted from the one before, and
 * the order wins.
 */
export const cartFlow = (change: Partial<CompiledFlow> = {}): CompiledFlow =>
  flowOf({
    id: 'abandoned-cart',
    trigger: {
      on: 'checkout.updated',
      where: { kind: 'fact', path: 'checkout.items', test: { notEmpty: true } },
      restart: true,
    },
    audience: { kind: 'not', of: { kind: 'event', event: 'order.placed', since: 'enrolled' } },
    reentry: { kind: 'after', wait: { kind: 'calendar', days: 7 } },
    exitOn: ['order.placed'],
    goal: { on: 'order.placed', withinMs: 5 * DAY },
    list: [
      wait('wait-1h', HOUR, 'help'),
      send('help', 'wait-24h', 12 * HOUR),
      wait('wait-24h', 24 * HOUR, 'reviews'),
      send('reviews', 'wait-48h'),
      wait('wait-48h', 48 * HOUR, 'offer'),
      send('offer', null),
    ],
    ...change,
  });

export const controlsOf = (change: Partial<Controls> = {}): Controls => ({
  seq: 1,
  sending: 'live',
  paused: [],
  ...change,
});

const template = (needs: CompiledTemplate['needs']): CompiledTemplate => ({
  needs,
  locales: { de: { subject: 's', preheader: '', html: '<p>h</p>', text: 't' } },
});

export const programOf = (
  flows: readonly CompiledFlow[],
  settings: Partial<Settings> = {},
  seq = 1,
): Program => {
  const triggers: Record<string, string[]> = {};
  for (const { id, trigger } of flows)
    for (const event of startEvents(trigger)) triggers[event] = [...(triggers[event] ?? []), id];
  const names = flows.flatMap((flow) =>
    Object.values(flow.steps).flatMap((step) => (step.kind === 'send' ? [step.template] : [])),
  );
  return {
    seq,
    hash: `h${seq}`,
    publishedAt: 0,
    settings: { ...DEFAULT_SETTINGS, sending: 'live', ...settings },
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    triggers,
    ...present({ perOrder: askedPerOrder(flows) }),
    watches: flows.filter(({ trigger }) => trigger.watch).map(({ id }) => id),
    templates: Object.fromEntries(names.map((name) => [name, template(name === 'offer' ? ['offer'] : [])])),
  };
};

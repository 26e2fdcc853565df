/**
 * Bugs planted where customers say what they want: to be forgotten, to be left alone, not to have confirmed.
 */
import type { Functions } from '../../../local/functions.ts';
import type { Tamper } from '../faults.ts';
import { SMALL } from '../sizes.ts';
import type { Planted } from './planted.ts';

const nothing = {
  statusCode: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from('{}'),
};

const keepsRecords: Tamper = (handle, task, { operation }) =>
  task.name === 'advance' && operation === 'DeleteItem'
    ? async () => ({ response: nothing as never })
    : handle;

/** The number is forgotten, though nobody says so of it: what comes from it later, but is older, counts. */
const marksAddressesOnly: Tamper = (handle, _task, { operation, text }) =>
  operation === 'UpdateItem' && text.includes('SET erasedAt') && text.includes('"whatsapp"')
    ? async () => ({ response: nothing as never })
    : handle;

const looksConfirm = (functions: Functions): Functions => ({
  ...functions,
  confirm: (event) => {
    const { requestContext } = event;
    return functions.confirm({
      ...event,
      requestContext: { ...requestContext, http: { ...requestContext.http, method: 'POST' } },
    });
  },
});

/** Whatever is written, no keyword is in it. */
const hearsNoStop = (functions: Functions): Functions => ({
  ...functions,
  receiveFeedback: (event) =>
    functions.receiveFeedback(JSON.parse(JSON.stringify(event).replaceAll('STOP', 'NEIN'))),
});

type Shown = { timeline?: object[]; messages?: object[] };

const showsLess =
  (change: (shown: Shown) => Shown) =>
  (functions: Functions): Functions => ({
    ...functions,
    privacy: async (event) => {
      const answer = await functions.privacy(event);
      if (event.pathParameters?.['command'] !== 'export' || answer.statusCode !== 200) return answer;
      return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body ?? '{}') as Shown)) };
    },
  });

export const IN_THE_RIGHTS: readonly Planted[] = [
  { name: 'an erasure leaves the records', breaks: ['I9'], seeds: 6, from: 3, tamper: keepsRecords },
  {
    name: 'an erasure does not mark the number',
    breaks: ['I4', 'I9'],
    seeds: 7,
    from: 6,
    tamper: marksAddressesOnly,
  },
  {
    name: 'a scanner that looks confirms',
    breaks: ['I3'],
    seeds: 8,
    from: 8,
    size: SMALL,
    wrap: looksConfirm,
  },
  {
    name: 'an export shows no messages',
    breaks: ['I2'],
    seeds: 7,
    from: 6,
    wrap: showsLess((shown) => ({ ...shown, messages: [] })),
  },
  {
    name: 'an export shows the newest entries only',
    breaks: ['I2'],
    seeds: 7,
    from: 6,
    wrap: showsLess((shown) => ({ ...shown, timeline: shown.timeline?.slice(-3) ?? [] })),
  },
  { name: 'STOP on WhatsApp is not heard', breaks: ['I4'], seeds: 8, from: 4, wrap: hearsNoStop },
];

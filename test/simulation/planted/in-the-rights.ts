/**
 * Bugs planted where customers say what they want: to be forgotten, to be left alone, not to have confirmed.
 */
import type { Functions } from '../../../local/functions.ts';
import type { Tamper } from '../faults.ts';
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

export const IN_THE_RIGHTS: readonly Planted[] = [
  { name: 'an erasure leaves the records', breaks: ['I9'], seeds: 6, tamper: keepsRecords },
  { name: 'a scanner that looks confirms', breaks: ['I3'], seeds: 8, wrap: looksConfirm },
  { name: 'STOP on WhatsApp is not heard', breaks: ['I4'], seeds: 8, wrap: hearsNoStop },
];

/**
 * The `call` step: tells another system, by a web address. The call leaves after this decision is stored; what
 * it says is fixed here, with the facts of this moment.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { factAsJson } from '../../conditions/fact-json.ts';
import { idOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import { filledBody } from '../../program/call-body.ts';
import type { CompiledStep } from '../../program/program.ts';
import type { Draft } from '../draft.ts';
import { tellAct } from './acts.ts';
import { factsOf, type Run } from './run.ts';

export const callWebhook = (draft: Draft, run: Run, step: Extract<CompiledStep, { kind: 'call' }>): void => {
  const { enrollment, flow } = run;
  const facts = factsOf(draft, run);
  const body = JSON.stringify(filledBody(step.body, (path) => factAsJson(path, facts)));
  const detail = hostOf(step.url);
  if (utf8ToBytes(body).length > LIMITS.callBodyBytes)
    return tellAct(draft, run, step, { what: 'ignored', reason: 'call-too-large', detail });
  const callId = idOf('call', enrollment.entryId, step.id);
  const call = {
    callId,
    profileId: draft.profile.id,
    flow: flow.id,
    step: step.id,
    url: step.url,
    body,
    decidedAt: draft.now,
  };
  draft.effects.push({ kind: 'call-webhook', id: callId, call });
  tellAct(draft, run, step, { what: 'call', detail });
};

/** What a timeline shows of an address: its path may be a secret of the far end. */
export const hostOf = (url: string): string => /^https:\/\/([^/?#]+)/.exec(url)?.[1] ?? '';

/** Writes the last answer to a question down as a fact that conditions and segments may ask for. */
import type { DomainEvent } from '../../events/event.ts';
import { textAt } from '../../events/read-data.ts';
import { LIMITS } from '../../limits.ts';
import { type Draft, patch } from '../draft.ts';

/**
 * The fact is named like the question, with `_` for `-`: `customer.attributes.why_did_you_leave`. A survey of
 * the shop's own, which names its questions and answers otherwise, leaves no fact.
 */
export const applyAnswer = (draft: Draft, event: DomainEvent): void => {
  if (event.name !== 'survey.answered') return;
  const name = textAt(event.data, 'question')?.replaceAll('-', '_');
  const answer = textAt(event.data, 'answer');
  if (name === undefined || answer === undefined || !NAME.test(name) || !ANSWER.test(answer)) return;
  const others = Object.entries(draft.profile.attributes).filter(([known]) => known !== name);
  const all = [...others, [name, answer] as const].slice(-LIMITS.attributesPerProfile);
  patch(draft, { attributes: Object.fromEntries(all) });
};

const NAME = /^[a-z][a-z0-9_]{0,59}$/;
const ANSWER = /^[a-z][a-z0-9-]{0,39}$/;

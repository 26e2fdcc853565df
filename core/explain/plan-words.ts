/** Writes what is planned for a customer, and what stands in the way, as sentences. */
import type { Text } from '../publish/problem.ts';
import { aboutText } from './decision-words.ts';
import type { Explanation, Permission, PlannedMessage } from './explain.ts';
import { basisText, becauseOf, presentReason } from './message-words.ts';
import type { Standing } from './standing.ts';
import { CHANNEL_NAMES, fill, flowName, MESSAGE_NOUNS, momentText, type Telling } from './telling.ts';

/** The next messages; where none will leave, the reasons of every flow and channel. */
export const planSentences = (explanation: Explanation, telling: Telling): readonly string[] => {
  const { planned, next, standings, permissions } = explanation;
  const messages = planned.map((message) => plannedSentence(message, telling));
  if (next) return messages;
  return [
    ...(messages.length > 0 ? messages : [NOTHING[telling.language]]),
    ...permissions.map((permission) => permissionSentence(permission, telling)),
    ...standings.flatMap((standing) => standingSentence(standing, telling) ?? []),
  ];
};

const NOTHING: Text = {
  de: 'Für diesen Kunden ist keine Nachricht geplant.',
  en: 'No message is planned for this customer.',
};

export const plannedSentence = (planned: PlannedMessage, telling: Telling): string => {
  const { at, step, channel, withheld, waits } = planned;
  const [first, last] = [waits.at(0), waits.at(-1)];
  return fill(withheld ? WITHHELD : last ? DEFERRED : PLANNED, telling, {
    message: MESSAGE_NOUNS[channel][telling.language],
    step,
    flow: flowName(planned.flow, telling),
    due: first && momentText(first.from, telling),
    at: momentText(at, telling),
    because: becauseOf(last?.reason, telling.language),
    why: withheld && presentReason(withheld, telling.language),
  });
};

const PLANNED: Text = {
  de: '{message} „{step}“ aus „{flow}“ geht hinaus: {at}.',
  en: '{message} “{step}” of “{flow}” leaves: {at}.',
};
const DEFERRED: Text = {
  de: '{message} „{step}“ aus „{flow}“ wird {due} fällig und geht erst {at} hinaus{because}.',
  en: '{message} “{step}” of “{flow}” is due on {due} and leaves on {at}{because}.',
};
const WITHHELD: Text = {
  de: '{message} „{step}“ aus „{flow}“ ist fällig: {at}, geht aber nicht hinaus. {why}',
  en: '{message} “{step}” of “{flow}” is due: {at}, but will be withheld. {why}',
};

export const permissionSentence = ({ channel, basis, against }: Permission, telling: Telling): string =>
  fill(against === undefined ? ALLOWED : FORBIDDEN, telling, {
    channel: CHANNEL_NAMES[channel][telling.language],
    basis: basis && basisText(basis, telling.language),
    why: against && presentReason(against, telling.language),
  });

const ALLOWED: Text = {
  de: 'Werbung per {channel}: erlaubt ({basis}).',
  en: 'Marketing by {channel}: allowed ({basis}).',
};
const FORBIDDEN: Text = {
  de: 'Werbung per {channel}: nicht erlaubt. {why}',
  en: 'Marketing by {channel}: not allowed. {why}',
};

/** Where a customer stands with a flow; undefined where the flow only waits for an event. */
export const standingSentence = (standing: Standing, telling: Telling): string | undefined => {
  const text = STANDINGS[standing.place];
  return (
    text &&
    fill(text, telling, {
      flow: flowName(standing.flow, telling) + aboutText(aboutOf(standing), telling.language),
      ...momentsOf(standing, telling),
    })
  );
};

const aboutOf = (standing: Standing) => (standing.place === 'inside' ? standing.about : undefined);

const momentsOf = (standing: Standing, telling: Telling): Readonly<Record<string, string>> => {
  if (standing.place === 'inside') return { step: standing.step, until: momentText(standing.dueAt, telling) };
  return standing.place === 'later' ? { from: momentText(standing.from, telling) } : {};
};

const STANDINGS: Readonly<Partial<Record<Standing['place'], Text>>> = {
  inside: {
    de: '„{flow}“ wartet bei „{step}“ bis {until}.',
    en: '“{flow}” waits at “{step}” until {until}.',
  },
  later: { de: '„{flow}“ kann wieder beginnen: ab {from}.', en: '“{flow}” can begin again: from {from}.' },
  'never-again': {
    de: '„{flow}“ durchläuft jeder Kunde nur einmal.',
    en: '“{flow}” is gone through only once.',
  },
  paused: { de: '„{flow}“ ist angehalten.', en: '“{flow}” is paused.' },
};

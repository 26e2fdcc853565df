/** Checks the calls of a flow: whom they reach, and which facts they tell. */
import { factAbout } from '../conditions/facts.ts';
import type { Json } from '../events/event.ts';
import { LIMITS } from '../limits.ts';
import { factsInBody } from '../program/call-body.ts';
import { noFact } from './check-condition.ts';
import type { FlowFile } from './flow-schema.ts';
import { error, type Finding, type Text } from './problem.ts';
import { allSteps } from './visit-flow.ts';

export const checkCalls = (flow: FlowFile): readonly Finding[] =>
  allSteps(flow).flatMap(({ item, path }) => {
    if (!('call' in item)) return [];
    const { url, body = {} } = item.call;
    const at = [...path, 'call'];
    const facts = factsInBody(body as Json, [...at, 'body']);
    const bytes = JSON.stringify(body).length;
    return [
      ...(isPublic(url) ? [] : [error([...at, 'url'], NOT_PUBLIC)]),
      ...(bytes > LIMITS.callBodyBytes ? [error([...at, 'body'], tooLarge(bytes))] : []),
      ...facts.filter(({ alone }) => !alone).map((fact) => error(fact.path, NOT_ALONE)),
      ...facts
        .filter(({ fact }) => factAbout(fact) === undefined)
        .map(({ fact, path: place }) => error([...place, 'fact'], noFact(fact))),
    ];
  });

/** A name with a dot, and no name, number or password of a machine; who is behind it is looked at again. */
const isPublic = (url: string): boolean => {
  const [, host = ''] = /^https:\/\/([^/?#]+)/.exec(url) ?? [];
  return (
    /^([a-z0-9-]+\.)+[a-z]{2,63}(:\d{1,5})?$/i.test(host) && !/\.(local|internal|localhost)(:|$)/i.test(host)
  );
};

const NOT_PUBLIC: Text = {
  de: 'Diese Adresse ist keine öffentliche: erlaubt ist https:// und ein Name wie hooks.example.com, ohne Zugangsdaten.',
  en: 'This address is no public one: allowed is https:// and a name such as hooks.example.com, without credentials.',
};
const NOT_ALONE: Text = {
  de: 'Neben "fact" steht noch etwas. Eine Angabe steht allein: { "fact": "customer.tier" }.',
  en: 'Something stands beside "fact". A fact stands alone: { "fact": "customer.tier" }.',
};
const tooLarge = (bytes: number): Text => ({
  de: `Der Inhalt ist zu groß: ${bytes} Zeichen. Höchstens ${LIMITS.callBodyBytes}.`,
  en: `The body is too large: ${bytes} characters. At most ${LIMITS.callBodyBytes}.`,
});

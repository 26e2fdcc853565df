/**
 * The body of a call: JSON in which `{ "fact": "customer.tier" }` stands for a fact. Nothing else of a
 * customer is in it, so a flow says itself what leaves.
 */
import type { Json, JsonObject } from '../events/event.ts';

export type FactInBody = Readonly<{ path: readonly (string | number)[]; fact: string; alone: boolean }>;

/** True for the place of a fact. */
const factIn = (value: Json): string | undefined => {
  const fact = isObject(value) ? value['fact'] : undefined;
  return typeof fact === 'string' ? fact : undefined;
};

/** Every fact that a body names, and whether it stands in its object alone. */
export const factsInBody = (value: Json, path: readonly (string | number)[] = []): readonly FactInBody[] => {
  const fact = factIn(value);
  if (fact !== undefined) return [{ path, fact, alone: Object.keys(value as JsonObject).length === 1 }];
  if (Array.isArray(value)) return value.flatMap((one: Json, index) => factsInBody(one, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => factsInBody(one, [...path, key]));
};

/** The body with every fact in its place. */
export const filledBody = (value: Json, factOf: (path: string) => Json): Json => {
  const fact = factIn(value);
  if (fact !== undefined) return factOf(fact);
  if (Array.isArray(value)) return value.map((one: Json) => filledBody(one, factOf));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filledBody(one, factOf)]));
};

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

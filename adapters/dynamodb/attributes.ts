/**
 * DynamoDB's typed attribute values, to and from plain ones, for small items that are written attribute by
 * attribute.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });

export const textOf = (item: Item, name: string): string | undefined => item[name]?.S;

export const numberOf = (item: Item, name: string): number | undefined => {
  const value = item[name]?.N;
  return value === undefined ? undefined : Number(value);
};

/**
 * The construct of the preference centre: one page and one form, whose stricter choices hold before the
 * answer. HTTP API → [this] → gate items, input queue
 */
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ConstructProps } from './construct-props.ts';
import { pageFunction } from './page-function.ts';

export class Preferences extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: ConstructProps) {
    super(scope, id);
    // Reads the present choices with the gate items, and the shop for visitors with a broken link. New
    // choices are written to the gate items only.
    this.function = pageFunction(this, props, {
      name: 'preferences',
      table: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
    });
  }
}

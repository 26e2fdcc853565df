/**
 * The preference centre: one page, one form; what makes us stricter holds before the answer. HTTP API →
 * [this] → gate items, input queue
 */
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ConstructProps } from './construct-props.ts';
import { pageFunction } from './page-function.ts';

export class Preferences extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: ConstructProps) {
    super(scope, id);
    // The present choices are read with the gate items, the shop for who comes with a broken link; new
    // choices are
    // written to the gate items alone.
    this.function = pageFunction(this, props, {
      name: 'preferences',
      table: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
    });
  }
}

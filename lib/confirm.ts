/**
 * The construct of confirm, the second step of the double opt-in: a page with a button. HTTP API → [this] →
 * input queue
 */
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ConstructProps } from './construct-props.ts';
import { pageFunction } from './page-function.ts';

export class Confirm extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: ConstructProps) {
    super(scope, id);
    // Reads whether the customer has left since, the mail that carried the link, and the request that it
    // answers.
    this.function = pageFunction(this, props, {
      name: 'confirm',
      table: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
    });
  }
}
